"""News from below: a letter is about to leave. And a bill's file goes with its row, once that is certain."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from reunion.mail.models import Message
from reunion.mail.signals import before_sending

from .closing.models import Expense
from .still_true import why_not


@receiver(before_sending, dispatch_uid="payments.still_true")
def look_at_the_books(message: Message, **kwargs) -> str:
    return why_not(message)


@receiver(post_delete, sender=Expense, dispatch_uid="payments.forget_proof")
def forget_proof_of(instance: Expense, **kwargs) -> None:
    if instance.proof:
        transaction.on_commit(partial(instance.proof.storage.delete, instance.proof.name))
