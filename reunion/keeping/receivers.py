"""News from below: two records of a classmate become one."""

from django.dispatch import receiver
from django.utils.functional import Promise

from reunion.roster.models import Classmate
from reunion.roster.signals import asking_what_is_tied, merging

from . import merged_classmates


@receiver(merging, dispatch_uid="keeping.merging")
def move(kept: Classmate, *, gone: Classmate, **kwargs) -> None:
    merged_classmates.move(kept, gone=gone)


@receiver(asking_what_is_tied, dispatch_uid="keeping.asking_what_is_tied")
def tied(classmate: Classmate, **kwargs) -> list[tuple[Promise, int]]:
    return merged_classmates.tied(classmate)
