import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reunion.console.lookups import bytes_of
from reunion.roster.addresses import Resolution, postal_code_table, resolve


class Command(BaseCommand):
    help = "Find today's post code for an address of the yearbook. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("code", nargs="?", help="old post code of 3 or 5 digits, or one of today")
        parser.add_argument("address", nargs="?")
        parser.add_argument("--file", metavar="FILE.tsv", help="code, address; further columns are ignored")
        parser.add_argument("--json", action="store_true", help="one object a line")

    def handle(self, *, code, address, file, **options):
        if (file is None) == (address is None):
            raise CommandError(
                _("郵便番号と住所の2つか、--file とファイルの名前の、どちらか一方を書いてください。")
            )
        texts = texts_of(bytes_of(file)) if file else [(code, address)]
        table = postal_code_table()
        write = as_json if options["json"] else as_line
        for old_code, text in texts:
            self.stdout.write(write(old_code, text, resolve(old_code, text, table)))


def texts_of(data: bytes) -> list[tuple[str, str]]:
    """(code, address) of each line that is not blank."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        lines = data.decode("cp932", errors="replace").splitlines()
    cells = ([*line.split("\t"), ""] for line in lines if line.strip())
    return [(code.strip(), address.strip()) for code, address, *_further in cells]


def as_json(code: str, address: str, resolution: Resolution) -> str:
    answer = {
        "code": code,
        "address": address,
        "grade": resolution.grade,
        "reason": resolution.reason,
        "candidates": [asdict(candidate) for candidate in resolution.candidates],
    }
    return json.dumps(answer, ensure_ascii=False)


def as_line(code: str, address: str, resolution: Resolution) -> str:
    found = (
        f"{place.postal_code} {place.prefecture}{place.municipality}{place.town}{place.rest}"
        for place in resolution.candidates
    )
    return "\t".join([code, address, resolution.grade, resolution.reason, *found])
