"""News from the sign-in library: a second step was set up."""

from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver

from .second_step import note_that_it_was_shown


@receiver(authenticator_added, dispatch_uid="accounts.authenticator_added")
def note_new_step(request, user, authenticator, **kwargs) -> None:
    note_that_it_was_shown(request, user, authenticator)
