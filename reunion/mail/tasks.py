from celery import shared_task

from . import delivery, polling

SECONDS_PER_SWEEP = 20


@shared_task
def deliver(message_id: int) -> None:
    delivery.deliver(message_id)


@shared_task
def sweep_mail() -> None:
    delivery.sweep(seconds=SECONDS_PER_SWEEP)


@shared_task
def poll_mailbox() -> None:
    polling.poll()
