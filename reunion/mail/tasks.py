from celery import shared_task

from . import delivery

SECONDS_PER_SWEEP = 20


@shared_task
def deliver(message_id: int) -> None:
    delivery.deliver(message_id)


@shared_task
def sweep_mail() -> None:
    delivery.sweep(seconds=SECONDS_PER_SWEEP)
