"""A file waits between its preview and the press that takes it in.

It lies under VAR_DIR/uploads with a random name, for its owner's eyes only. The form carries a signed ticket
that names the file, the user and the reunion, good for a day. The file goes when it was taken in, and
whatever is older than a day goes when the next one comes.
"""

import contextlib
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing

from reunion.team.access import Seat

SECONDS_KEPT = 24 * 60 * 60
SALT = "roster upload"


@dataclass(frozen=True)
class Upload:
    """A file kept for one user and one reunion; `file_name` is what the user called it."""

    kept_as: str
    file_name: str

    @property
    def path(self) -> Path:
        return folder() / self.kept_as

    def read(self) -> bytes | None:
        """None when it was taken in already, or has waited too long."""
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def folder() -> Path:
    place = Path(settings.VAR_DIR) / "uploads"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def keep(data: bytes, file_name: str) -> Upload:
    sweep()
    upload = Upload(secrets.token_hex(16), file_name[:120])
    upload.path.touch(mode=0o600)
    upload.path.write_bytes(data)
    return upload


def sweep() -> None:
    for path in folder().iterdir():
        with contextlib.suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > SECONDS_KEPT:
                path.unlink()


def ticket(upload: Upload, seat: Seat) -> str:
    return signing.dumps([upload.kept_as, upload.file_name, seat.user.pk, seat.reunion.pk], salt=SALT)


def upload_of(text: str, seat: Seat) -> Upload | None:
    """The file a ticket names; None for somebody else's, another reunion's or an old ticket."""
    try:
        kept_as, file_name, user_id, reunion_id = signing.loads(text, salt=SALT, max_age=SECONDS_KEPT)
    except signing.BadSignature:
        return None
    if (user_id, reunion_id) != (seat.user.pk, seat.reunion.pk):
        return None
    return Upload(kept_as, file_name)
