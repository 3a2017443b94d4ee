from celery import shared_task

from . import delivery, polling, round_trip
from .domain import keeping

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


@shared_task
def check_domain_if_due() -> None:
    keeping.check_if_due()


@shared_task
def check_domain_now() -> None:
    keeping.check_and_keep()


@shared_task
def send_round_trip() -> None:
    round_trip.send_if_due()
