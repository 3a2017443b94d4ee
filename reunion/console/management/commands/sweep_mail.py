from django.core.management.base import BaseCommand

from reunion.mail.delivery import sweep
from reunion.mail.models import Message


class Command(BaseCommand):
    help = "Delivers every letter that is due now, in this process: no worker, Redis or broker is needed."

    def handle(self, **options):
        outcomes = sweep()
        counts = {outcome: outcomes[outcome] for outcome in ("sent", "later", "refused", "held")}
        counts["waiting"] = Message.objects.unfinished().count()
        self.stdout.write(", ".join(f"{outcome} {count}" for outcome, count in counts.items()))
