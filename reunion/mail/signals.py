from django.dispatch import Signal

# The last question before a letter leaves (kwargs: message). A receiver that answers with a sentence, or a
# Hold of holding.py, holds the letter back for that reason; one that fails makes the letter wait.
before_sending = Signal()

# Somebody has answered one of our letters from the address it went to, and named it (kwargs: message).
reply_received = Signal()
