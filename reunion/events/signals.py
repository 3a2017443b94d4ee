from django.dispatch import Signal

# The reunion has an account now (kwargs: reunion, actor). Letters that waited for it may go.
account_set = Signal()

# A program item was changed, perhaps its places (kwargs: reunion). Who waits for one may get it.
places_changed = Signal()
