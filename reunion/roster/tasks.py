from celery import shared_task

from . import import_room


@shared_task
def read_upload(upload_id: int) -> None:
    import_room.read(upload_id)


@shared_task
def take_in_upload(upload_id: int) -> None:
    import_room.take(upload_id)


@shared_task
def sweep_uploads() -> None:
    import_room.sweep()
