from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reunion.console.lookups import reunion_called, write_out
from reunion.payments.line_export import lines_as_csv
from reunion.payments.proposals import bring_up_to_date


class Command(BaseCommand):
    help = "Write every line of the statements taken in, and whose it is, as CSV."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("-o", "--output", metavar="FILE", help="default: standard output")

    def handle(self, *, slug, output, **options):
        reunion = reunion_called(slug)
        bring_up_to_date(reunion)
        table = lines_as_csv(reunion)
        write_out(table, output)
        self.stderr.write(_("%(count)s行を書き出しました") % {"count": table.count(b"\r\n") - 1})
