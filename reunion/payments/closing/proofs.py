"""The photo or PDF of a bill, taken in clean.

What a file is its first bytes say, never its name. A photo is made anew (events/pictures.py), so that no
place, no camera and nothing hidden stays in it. A PDF stays as it came, since a bill is kept as it was
written; it is only ever handed out as a download, to members with a role, and never opened by this house.
Names are such that nobody can guess them.
"""

import io
import uuid
from typing import BinaryIO

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from reunion.events.pictures import two_sizes
from reunion.lib.refused import Refused

from .models import Expense

LARGEST_PDF = 10 * 1024 * 1024
PDF_START, PDF_END = b"%PDF-", b"%%EOF"
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg"}


def clean_proof(file: BinaryIO) -> ContentFile:
    """Raises Refused with what to do."""
    file.seek(0)
    is_pdf = file.read(len(PDF_START)) == PDF_START
    data = _pdf(file) if is_pdf else two_sizes(file).large
    return ContentFile(data, name=f"{uuid.uuid4().hex}.{'pdf' if is_pdf else 'jpg'}")


def _pdf(file: BinaryIO) -> bytes:
    if file.seek(0, io.SEEK_END) > LARGEST_PDF:
        raise Refused(_("PDFが大きすぎます。10MBまでのファイルをお選びください。"))
    file.seek(0)
    data = file.read()
    if PDF_END not in data[-1024:]:
        raise Refused(_("PDFが途中で切れています。もう一度保存してから、お選びください。"))
    return data


def opened(expense: Expense) -> tuple[File, str] | None:
    """The file and its type; None when there is none, or it is not on the disk."""
    if not expense.proof:
        return None
    try:
        return expense.proof.open(), TYPES[expense.proof.name.rpartition(".")[2]]
    except FileNotFoundError:
        return None
