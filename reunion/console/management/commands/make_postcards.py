from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reunion.console.lookups import reunion_called
from reunion.lib.refused import Refused
from reunion.postcards.choosing import choice
from reunion.postcards.making import make_batch
from reunion.postcards.models import Batch


class Command(BaseCommand):
    help = "Make a batch of cards; prints its number."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("--to", choices=Batch.Audience.values, default=Batch.Audience.UNANSWERED)
        parser.add_argument("--name", default="", help="how the batch is called on the screen")

    def handle(self, *, slug, to, name, **options):
        reunion = reunion_called(slug)
        found = choice(reunion, audience=to)
        try:
            batch = make_batch(reunion, name=name.strip()[:80], audience=to)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{batch.pk}")
        words = {"name": batch.name, "count": batch.cards.count()}
        self.stderr.write(_("%(name)s: %(count)s枚") % words)
        for each in found.left_out:
            self.stderr.write(
                _("出さない人: %(reason)s %(count)s名") % {"reason": each.reason, "count": each.count}
            )
        if not batch.sender_address:
            self.stderr.write(_("差出人の住所がまだありません。あて先不明のはがきが戻ってきません。"))
