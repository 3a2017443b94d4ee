from django.dispatch import Signal

# The reunion has an account now (kwargs: reunion). Letters that waited for it may go.
account_set = Signal()
