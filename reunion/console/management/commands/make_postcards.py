from django.core.management.base import BaseCommand, CommandError

from reunion.console.lookups import reunion_called
from reunion.lib.refused import Refused
from reunion.postcards.making import make_batch


class Command(BaseCommand):
    help = "Make a batch of cards; prints its number."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("--to", choices=["unanswered"], default="unanswered")
        parser.add_argument("--name", default="")

    def handle(self, *, slug, name, **options):
        try:
            batch = make_batch(reunion_called(slug), name=name)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{batch.pk}")
        self.stderr.write(f"{batch.name}: {batch.cards.count()} cards")
