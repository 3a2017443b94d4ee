from celery import shared_task

from . import forgetting


@shared_task
def forget_accounts() -> None:
    forgetting.forget_old_accounts()
