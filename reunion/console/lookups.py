"""How a command finds what it is told by name, and what it says when there is no such thing."""

import sys
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from reunion.events.models import Reunion


def reunion_called(slug: str) -> Reunion:
    reunion = Reunion.objects.select_related("cohort__school").filter(slug=slug).first()
    if reunion is None:
        known = ", ".join(Reunion.objects.values_list("slug", flat=True)) or "-"
        raise CommandError(
            _("「%(slug)s」という同窓会はありません。あるのは: %(known)s") % {"slug": slug, "known": known}
        )
    return reunion


def bytes_of(path: str, *, at_most: int = -1) -> bytes:
    """With `at_most`, no more than that many bytes and the rest stays on disk."""
    try:
        with Path(path).open("rb") as file:
            return file.read(at_most)
    except OSError as error:
        raise CommandError(
            _("ファイル「%(path)s」を読めません。場所を確かめてください。") % {"path": path}
        ) from error


def write_out(data: bytes, output: str | None) -> None:
    """To the named file, or to standard output when none is named."""
    if output:
        Path(output).write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
