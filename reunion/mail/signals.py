from django.dispatch import Signal

# The last question before a letter leaves (kwargs: message). A receiver that answers with a sentence
# holds the letter back for that reason; one that fails makes the letter wait.
before_sending = Signal()
