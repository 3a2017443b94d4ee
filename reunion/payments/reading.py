"""How a file of the bank becomes entries for one reunion, or a refusal for the screen.

What the treasurer has said about the columns of a bank is used; of a table nobody has explained yet they are
asked. What the reader says about a file names every line it cannot read. The remarks of readers are stored
with what was taken in, so they are in the language of the house, whoever asks.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from reunion.events.models import Reunion
from reunion.lib.refused import Refused

from .models import RememberedColumns
from .readers import ParsedStatement, Sheet, StatementError, UnknownColumns, read_all
from .readers.entries import numbered_sentence

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE


class ColumnsToConfirm(Refused):
    """A table of a bank not met before; the treasurer says once what its columns mean."""

    def __init__(self, sentence: str, sheet: Sheet):
        self.sheet = sheet
        super().__init__(sentence)


class UnreadableFile(Refused):
    """`sentences` name every line that cannot be read or contradicts what is known."""

    def __init__(self, sentences: Sequence[str]):
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


def too_large() -> str:
    return _("ファイルが大きすぎます（10MBまで）。銀行の画面で期間を短くして、ダウンロードし直してください。")


def read_for(reunion: Reunion, data: bytes, *, ask: bool) -> Sequence[ParsedStatement]:
    """Raises Refused, ColumnsToConfirm or UnreadableFile."""
    remembered = RememberedColumns.objects.filter(reunion=reunion)
    known = {columns.fingerprint: columns.explained for columns in remembered}
    with refusing_what_is_unreadable(data):
        return read_all(data, timezone.localdate(), known=known, ask=ask)


@contextmanager
def refusing_what_is_unreadable(data: bytes) -> Iterator[None]:
    if len(data) > LARGEST_FILE:
        raise Refused(too_large())
    try:
        with translation.override(settings.LANGUAGE_CODE):
            yield
    except UnknownColumns as unknown:
        raise ColumnsToConfirm(str(unknown), unknown.sheet) from unknown
    except StatementError as error:
        raise UnreadableFile([numbered_sentence(*each) for each in error.errors]) from error
