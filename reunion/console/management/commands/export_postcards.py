from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reunion.console.lookups import write_out
from reunion.postcards.files import WRITERS, export
from reunion.postcards.models import Batch


class Command(BaseCommand):
    help = "Write a batch of cards as a table for address software."

    def add_arguments(self, parser):
        parser.add_argument("batch", type=int, help="the number make_postcards printed")
        parser.add_argument("--format", choices=list(WRITERS), default="csv")
        parser.add_argument("-o", "--output")

    def handle(self, *, batch, output, **options):
        found = Batch.objects.filter(pk=batch).first()
        if found is None:
            raise CommandError(_("番号%(number)sのはがきの束はありません。") % {"number": batch})
        write_out(export(found, file_format=options["format"]), output)
        self.stderr.write(_("%(count)s枚を書き出しました") % {"count": found.cards.count()})
