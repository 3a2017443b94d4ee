from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reunion.console import demo_reunion
from reunion.lib.refused import Refused


class Command(BaseCommand):
    help = "Build the demo reunion (mamagawa-1983). Its mail only ever goes to a folder."

    def add_arguments(self, parser):
        parser.add_argument("--fresh", action="store_true", help="remove the demo and build it anew")
        parser.add_argument("--logins", action="store_true", help="only say who can sign in")

    def handle(self, *, fresh, logins, **options):
        try:
            if not logins:
                built = demo_reunion.build(fresh=fresh)
                self.stdout.write(f"{demo_reunion.SLUG}: {'built' if built else 'was there already'}")
                self.stdout.write(f"statement: {settings.VAR_DIR / 'demo' / 'statement.csv'}")
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for line in demo_reunion.logins():
            self.stdout.write(f"login  {line}  password: {demo_reunion.PASSWORD}")
        if demo_reunion.logins():
            self.stdout.write(f"login  one press: {settings.SITE_URL}/staff/demo/")
