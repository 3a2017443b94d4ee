from celery import shared_task

from . import print_room


@shared_task
def make_printout(printout_id: int) -> None:
    print_room.make(printout_id)


@shared_task
def sweep_printouts() -> None:
    print_room.sweep()
