from celery import shared_task

from . import forgetting, proposals


@shared_task
def forget_accounts() -> None:
    forgetting.forget_old_accounts()


@shared_task
def keep_proposals() -> None:
    proposals.keep_up_to_date()
