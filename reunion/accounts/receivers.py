"""News from the sign-in library: a second step was set up; an account elsewhere is about to be stored."""

from allauth.mfa.signals import authenticator_added
from allauth.socialaccount.models import SocialAccount
from django.db.models.signals import pre_save
from django.dispatch import receiver

from .proving_elsewhere import what_is_stored
from .second_step import note_that_it_was_shown


@receiver(authenticator_added, dispatch_uid="accounts.authenticator_added")
def note_new_step(request, user, authenticator, **kwargs) -> None:
    note_that_it_was_shown(request, user, authenticator)


@receiver(pre_save, sender=SocialAccount, dispatch_uid="accounts.social_account_stored")
def store_little(instance: SocialAccount, **kwargs) -> None:
    instance.extra_data = what_is_stored(instance.extra_data)
