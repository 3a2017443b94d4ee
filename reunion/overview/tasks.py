from celery import shared_task

from . import reminding_office


@shared_task
def remind_offices() -> None:
    reminding_office.remind_offices()
