from celery import shared_task
from django.utils import timezone

from . import erasing


@shared_task
def erase_needs() -> None:
    erasing.erase_needs(timezone.localdate())
