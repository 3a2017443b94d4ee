from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reunion.console.lookups import bytes_of, reunion_called
from reunion.lib.refused import Refused
from reunion.roster.importing import Report, take_in


class Command(BaseCommand):
    help = "Take in a roster (XLSX, CSV); tells every row that is doubtful or was left out."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--reunion", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *, file, reunion, dry_run, **options):
        found = reunion_called(reunion)
        try:
            report = take_in(
                found.cohort,
                data=bytes_of(file),
                file_name=Path(file).name,
                actor=None,
                reunion_slug=found.slug,
                dry_run=dry_run,
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.say(report, dry_run=dry_run)

    def say(self, report: Report, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(_("試しに読みました。まだ何も変えていません。"))
        self.stdout.write(report.sentence)
        for heading, rows in (
            (_("確かめたい人"), report.doubtful),
            (_("名簿と違うところ"), report.differing),
            (_("取り込まなかった行"), report.left_out),
        ):
            if rows:
                self.stdout.write(f"\n{heading}")
            for row, *told in rows:
                self.stdout.write(_("%(row)s行目  %(told)s") % {"row": row, "told": "  ".join(told)})
