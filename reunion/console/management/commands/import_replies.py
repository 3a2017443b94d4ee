from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reunion.console.lookups import bytes_of, reunion_called
from reunion.lib.refused import Refused
from reunion.registrations.importing import Imported, import_replies


class Command(BaseCommand):
    help = "Take in replies that came on paper, by telephone or by LINE; what is in already adds nothing."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--reunion", required=True, metavar="SLUG")
        parser.add_argument("--no-mail", action="store_true", help="send no letters")

    def handle(self, *, file, reunion, no_mail, **options):
        found, data = reunion_called(reunion), bytes_of(file)
        try:
            imported = import_replies(found, data=data, tell=not no_mail)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.say(imported)

    def say(self, imported: Imported) -> None:
        counts = {
            "registered": imported.registered,
            "waiting": len(imported.waiting),
            "already": imported.already,
            "unreadable": len(imported.errors),
        }
        self.stdout.write(
            _(
                "新しい申込 %(registered)s件（うち確認待ち %(waiting)s件）、"
                "前に取り込んだ返信 %(already)s件、読めない行 %(unreadable)s件"
            )
            % counts
        )
        for number, name, reason in imported.waiting:
            self.stdout.write(
                _("%(number)s行目 %(name)s：%(reason)s")
                % {"number": number, "name": name, "reason": _(reason)}
            )
        for error in imported.errors:
            self.stdout.write(
                _("%(number)s行目は取り込んでいません：%(reason)s")
                % {"number": error.number, "reason": error.sentence}
            )
