from django.core.management.base import BaseCommand, CommandError

from reunion.console.lookups import reunion_called
from reunion.keeping.being_over import why_not_over, why_not_settled
from reunion.keeping.forgetting import forget, preview, who_needs_the_roster
from reunion.lib.refused import Refused


class Command(BaseCommand):
    help = (
        "Erases the personal data of a reunion and, unless another reunion of the year needs it, of its "
        "roster; the sums stay. Without --confirm it only says what it would erase, and what would be lost "
        "because it is not over or not settled."
    )

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("--confirm", metavar="SLUG", help="the slug once more: really erase")
        parser.add_argument(
            "--keep-roster", action="store_true", help="leave the roster of the year to its next reunion"
        )

    def handle(self, slug, *, confirm, keep_roster, **options):
        reunion = reunion_called(slug)
        choice = {"with_roster": not (keep_roster or who_needs_the_roster(reunion)), "unsettled": True}
        for reason in [*why_not_over(reunion), *why_not_settled(reunion)]:
            self.stderr.write(reason)
        try:
            if confirm is None:
                found = preview(reunion, **choice)
            else:
                found = forget(reunion, typed=confirm, actor=None, **choice)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        verb = "would erase" if confirm is None else "erased"
        for kind, count in found.kinds.items():
            self.stdout.write(f"{count}\t{kind}")
        self.stdout.write(f"{verb} {found.total} rows; {found.kept_people} people agreed to be kept")
        if confirm is None and found.total:
            self.stdout.write(f"nothing has been changed; to erase: --confirm {slug}")
