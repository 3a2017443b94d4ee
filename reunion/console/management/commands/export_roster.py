from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reunion.console.lookups import reunion_called, write_out
from reunion.roster.exporting import roster_csv


class Command(BaseCommand):
    help = "Write the roster as CSV, with the addresses of the yearbook and of today."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("-o", "--output", metavar="FILE", help="default: standard output")

    def handle(self, *, slug, output, **options):
        cohort = reunion_called(slug).cohort
        write_out(roster_csv(cohort), output)
        self.stderr.write(_("%(count)s名を書き出しました") % {"count": cohort.classmates.count()})
