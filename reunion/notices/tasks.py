from celery import shared_task

from . import writing


@shared_task
def write_mails(announcement_id: int) -> None:
    writing.write(announcement_id)


@shared_task
def sweep_announcements() -> None:
    writing.sweep()
