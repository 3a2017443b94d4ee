import datetime as dt

from django.core.management.base import BaseCommand, CommandError

from reunion.events.founding import AccountText, found_reunion
from reunion.lib.refused import Refused


def year_and_month(text: str) -> tuple[int, int]:
    year, _dash, month = text.partition("-")
    return int(year), int(month)


class Command(BaseCommand):
    help = "Make an empty reunion, open for signup."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("--school", required=True)
        parser.add_argument("--graduated", required=True, type=year_and_month, metavar="YYYY-MM")
        parser.add_argument("--date", required=True, type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--fee", required=True, type=int, metavar="YEN")
        parser.add_argument("--after-party-fee", type=int, default=0, metavar="YEN")
        parser.add_argument("--deadline", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--account", metavar="'BANK,BRANCH,KIND,NUMBER,HOLDER KANA'")
        parser.add_argument("--draft", action="store_true")

    def handle(self, *, slug, **options):
        try:
            reunion = found_reunion(
                slug,
                school=options["school"],
                graduated=options["graduated"],
                held_on=options["date"],
                fee=options["fee"],
                after_party_fee=options["after_party_fee"],
                deadline=options["deadline"],
                account=AccountText.parse(options["account"]) if options["account"] else None,
                draft=options["draft"],
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{reunion.slug}: {reunion.name}, {reunion.held_on}, deadline {reunion.signup_deadline},"
            f" {reunion.state}, {'with' if options['account'] else 'without'} a bank account"
        )
