from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reunion.console.lookups import bytes_of, reunion_called
from reunion.events.models import Reunion
from reunion.lib.refused import Refused
from reunion.payments.automatic import book_what_is_certain
from reunion.payments.models import StatementLine
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.reading import LARGEST_FILE
from reunion.payments.statements import Intake, take_in


class Command(BaseCommand):
    help = "Take in a statement of the bank, in any known format; what is known already is not added again."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--reunion", required=True, metavar="SLUG")

    def handle(self, *, file, reunion, **options):
        found = reunion_called(reunion)
        data = bytes_of(file, at_most=LARGEST_FILE + 1)
        try:
            intake = take_in(found, data=data, file_name=Path(file).name, actor=None)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        booked = book_what_is_certain(intake.statement, actor=None)
        bring_up_to_date(found)
        self.say(intake, found)
        if booked:
            words = {"count": booked.lines, "yen": f"{booked.yen:,}"}
            self.stdout.write(_("確実な%(count)s件、合わせて%(yen)s円を自動で確定しました。") % words)

    def say(self, intake: Intake, reunion: Reunion) -> None:
        statement = intake.statement
        self.stdout.write(f"{statement.bank} {statement.from_on} – {statement.to_on}")
        if intake.seen_before:
            self.stdout.write(_("このファイルは前に取り込みました。"))
        words = {"new": intake.new, "known": intake.known, "withdrawals": intake.withdrawals}
        self.stdout.write(
            _("新しい行 %(new)s件（うち出金 %(withdrawals)s件）、前に取り込んだ行 %(known)s件") % words
        )
        for remark in intake.remarks:
            self.stdout.write(remark)
        for grade in StatementLine.Grade:
            count = StatementLine.objects.filter(reunion=reunion).graded(grade).count()
            self.stdout.write(_("%(grade)s %(count)s件") % {"grade": grade.label, "count": count})
