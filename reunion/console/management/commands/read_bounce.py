import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from reunion.mail.bounces.opening import LONGEST
from reunion.mail.bounces.reading import read
from reunion.mail.bounces.whose import Found, whose
from reunion.mail.models import Bounce
from reunion.mail.returned import take_in

TRY_AGAIN = 75  # EX_TEMPFAIL: a mail server that pipes a mail to us keeps it and comes again


class Command(BaseCommand):
    help = "Say what mails that came back mean: one line a file. Changes nothing, unless --keep is given."

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="a mail, or what a server said; - is standard input"
        )
        parser.add_argument(
            "--keep",
            action="store_true",
            help="take them in as the polled mailbox does; 75 is the exit code when they must come again",
        )
        parser.add_argument("--json", action="store_true", help="one object a line")

    def handle(self, *, files, **options):
        write = as_json if options["json"] else as_line
        unreadable = [file for file in files if not self.say(file, write, keep=options["keep"])]
        if unreadable:
            raise CommandError(
                _("ファイル「%(path)s」を読めません。場所を確かめてください。")
                % {"path": "、".join(unreadable)}
            )

    def say(self, file: str, write, *, keep: bool) -> bool:
        try:
            data = beginning_of(file)
        except OSError:
            return False
        found = whose(read(data)) if not keep else kept(data)
        self.stdout.write(write(file, found))
        return True


def kept(data: bytes) -> Found:
    """Whatever goes wrong, the mail must not be given up: the mail server tries again for days."""
    try:
        return take_in(data, source=Bounce.Source.PIPE).found or whose(read(data))
    except (OperationalError, InterfaceError) as error:
        sentence = _("データベースにつながりません。あとでもう一度お試しください。")
        raise CommandError(sentence, returncode=TRY_AGAIN) from error
    except Exception as error:
        sentence = _("このメールは取り込めませんでした。システムの担当者にお知らせください。")
        raise CommandError(sentence, returncode=TRY_AGAIN) from error


def beginning_of(file: str) -> bytes:
    """No more than is looked at, however long the mail is."""
    if file == "-":
        return sys.stdin.buffer.read(LONGEST)
    with Path(file).open("rb") as opened:
        return opened.read(LONGEST)


def answer_of(file: str, found: Found) -> dict:
    return {
        "file": file,
        "recipient": found.recipient,
        "outcome": found.judged.outcome,
        "reason": found.judged.reason,
        "stage": found.judged.stage,
        "message": found.message.message_id if found.message else None,
    }


def as_json(file: str, found: Found) -> str:
    return json.dumps(answer_of(file, found), ensure_ascii=False)


def as_line(file: str, found: Found) -> str:
    return "\t".join(str(cell or "") for cell in answer_of(file, found).values())
