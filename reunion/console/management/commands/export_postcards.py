import sys
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reunion.console.lookups import write_out
from reunion.postcards.address_side import STOCKS
from reunion.postcards.files import FORMATS, export
from reunion.postcards.labels import SHEETS
from reunion.postcards.models import Batch
from reunion.postcards.printing import (
    SIDES,
    missing_characters,
    write_labels,
    write_pdf,
    write_test_page,
)

MOST_NUMBERS = 10


class Command(BaseCommand):
    help = "Write a batch of cards: as a PDF to be printed, or as a table for address software."

    def add_arguments(self, parser):
        parser.add_argument("batch", type=int, help="the number make_postcards printed")
        parser.add_argument("--format", choices=["pdf", "test-page", *SHEETS, *FORMATS], default="csv")
        parser.add_argument("--side", choices=SIDES, default="address", help="of the PDF")
        parser.add_argument(
            "--stock",
            choices=STOCKS,
            default="",
            help="official cards bear the frames; without it, teachers get letters",
        )
        parser.add_argument("-o", "--output")

    def handle(self, *, batch, output, side, stock, **options):
        found = Batch.objects.select_related("reunion__cohort__school").filter(pk=batch).first()
        if found is None:
            raise CommandError(_("番号%(number)sのはがきの束はありません。") % {"number": batch})
        if options["format"] == "pdf":
            self.tell_what_is_missing(found)
            with opened(output) as file:
                write_pdf(found, file, side=side, stock=stock)
        elif options["format"] in SHEETS:
            self.tell_what_is_missing(found)
            with opened(output) as file:
                write_labels(found, file, sheet=SHEETS[options["format"]])
        elif options["format"] == "test-page":
            with opened(output) as file:
                write_test_page(found, file)
            return
        else:
            table = export(found, file_format=options["format"])
            write_out(table.data, output)
            self.tell_what_was_replaced(table.replaced)
        self.stderr.write(_("%(count)s枚を書き出しました") % {"count": found.cards.count()})

    def tell_what_is_missing(self, batch):
        for character, numbers in missing_characters(batch).items():
            words = {"character": character, "numbers": ", ".join(map(str, numbers[:MOST_NUMBERS]))}
            self.stderr.write(
                _("書体にない字「%(character)s」があり、印刷できません（はがき番号 %(numbers)s）") % words
            )

    def tell_what_was_replaced(self, replaced):
        for before, after in replaced.items():
            words = {"before": before, "after": after}
            self.stderr.write(_("置き換えた字: %(before)s→%(after)s") % words)


def opened(output):
    """The named file, or standard output when none is named."""
    if not output:
        return nullcontext(sys.stdout.buffer)
    try:
        return Path(output).open("wb")
    except OSError as error:
        raise CommandError(
            _("「%(path)s」に書き込めません。場所を確かめてください。") % {"path": output}
        ) from error
