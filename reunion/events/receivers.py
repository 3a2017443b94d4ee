"""Whichever way a photo's row goes, alone or with its reunion, its files go when that is certain."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from .models import Photo
from .photos import forget_files


@receiver(post_delete, sender=Photo, dispatch_uid="events.forget_files")
def forget_files_of(instance: Photo, **kwargs) -> None:
    transaction.on_commit(partial(forget_files, instance))
