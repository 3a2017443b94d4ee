from django.core.management.base import BaseCommand, CommandError

from reunion.console.lookups import reunion_called
from reunion.keeping.forgetting import forget, preview
from reunion.lib.refused import Refused


class Command(BaseCommand):
    help = (
        "Erases the personal data of a reunion that is over and settled; its sums stay. "
        "Without --confirm it only says what it would erase."
    )

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("--confirm", metavar="SLUG", help="the slug once more: really erase")
        parser.add_argument(
            "--with-roster",
            action="store_true",
            help="also the roster of the year, except of those who agreed to be kept, and the names of those "
            "who have died or want no contact",
        )

    def handle(self, slug, *, confirm, with_roster, **options):
        reunion = reunion_called(slug)
        try:
            if confirm is None:
                found = preview(reunion, with_roster=with_roster)
            else:
                found = forget(reunion, typed=confirm, with_roster=with_roster, actor=None)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        verb = "would erase" if confirm is None else "erased"
        for kind, count in found.kinds.items():
            self.stdout.write(f"{count}\t{kind}")
        self.stdout.write(f"{verb} {found.total} rows; {found.kept_people} people agreed to be kept")
        if confirm is None and found.total:
            self.stdout.write(f"nothing has been changed; to erase: --confirm {slug}")
