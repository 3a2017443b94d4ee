"""The photos of the first page: at most twelve, each with a sentence that says what is to be seen.

The file that came is never kept, only what pictures.py made of it, under names that nobody can guess. A guest
is shown a file only through its row; when the row goes the files go with it, once that is certain
(receivers.py). The sentence is what somebody reads who cannot see the picture, so there is no photo without.
"""

import uuid
from typing import BinaryIO

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import Photo, Reunion
from .pictures import TwoSizes, two_sizes

MOST = 12
LONGEST_CAPTION = Photo._meta.get_field("caption").max_length


def add_photo(reunion: Reunion, *, file: BinaryIO, caption: str, actor: User | None) -> Photo:
    """The last in the row. Whoever waits for the database does not wait for the picture to be made."""
    caption = _caption(caption)
    _must_have_room(reunion)
    return _store(reunion, two_sizes(file), caption, actor)


@transaction.atomic
def _store(reunion: Reunion, made: TwoSizes, caption: str, actor: User | None) -> Photo:
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    _must_have_room(reunion)
    last = Photo.objects.filter(reunion=reunion).aggregate(last=Max("position"))["last"] or 0
    photo = Photo(reunion=reunion, caption=caption, position=last + 1)
    try:
        photo.small, photo.large = _file(made.small), _file(made.large)
        photo.save()
        _note(photo, gettext_lazy("写真を加えました（%(caption)s）"), actor)
    except BaseException:
        forget_files(photo)
        raise
    return photo


@transaction.atomic
def describe_photo(photo: Photo, *, caption: str, actor: User) -> Photo:
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    photo.caption = _caption(caption)
    photo.save(update_fields=["caption"])
    _note(photo, gettext_lazy("写真の説明を変えました（%(caption)s）"), actor)
    return photo


@transaction.atomic
def move_photo(photo: Photo, *, earlier: bool, actor: User) -> None:
    """One place; the first stays first and the last stays last."""
    Reunion.objects.select_for_update().get(pk=photo.reunion_id)
    row = list(Photo.objects.filter(reunion=photo.reunion_id))
    here = row.index(photo)
    there = max(0, here - 1) if earlier else here + 1
    row.insert(there, row.pop(here))
    for position, one in enumerate(row, start=1):
        one.position = position
    Photo.objects.bulk_update(row, ["position"])
    _note(photo, gettext_lazy("写真の順番を変えました（%(caption)s）"), actor)


@transaction.atomic
def remove_photo(photo: Photo, *, actor: User) -> None:
    _note(photo, gettext_lazy("写真を外しました（%(caption)s）"), actor)
    photo.delete()


def picture_of(photo: Photo, size: str) -> File | None:
    """The file to send for `small` or `large`; None for any other word, or when it is not there."""
    picture = {"small": photo.small, "large": photo.large}.get(size)
    try:
        return picture.open() if picture else None
    except FileNotFoundError:
        return None


def forget_files(photo: Photo) -> None:
    """Both files leave the disk, if they are there."""
    for picture in (photo.small, photo.large):
        if picture.name:
            picture.storage.delete(picture.name)


def _file(data: bytes) -> ContentFile:
    return ContentFile(data, name=f"{uuid.uuid4().hex}.jpg")


def _caption(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise Refused(
            _("何が写っているかを、短く書いてください。例 文化祭の3年A組。写真の見えない人にも伝わります。")
        )
    if len(text) > LONGEST_CAPTION:
        raise Refused(_("写真の説明は%(most)s文字までで書いてください。") % {"most": LONGEST_CAPTION})
    return text


def _must_have_room(reunion: Reunion) -> None:
    if Photo.objects.filter(reunion=reunion).count() >= MOST:
        raise Refused(
            _("写真は%(most)s枚までです。どれかを外してから、もう一度お選びください。") % {"most": MOST}
        )


def _note(photo: Photo, sentence: Promise, actor: User | None) -> None:
    record(
        photo,
        action="photo",
        sentence=sentence,
        words={"caption": photo.caption},
        actor=actor,
        reunion_slug=photo.reunion.slug,
    )
