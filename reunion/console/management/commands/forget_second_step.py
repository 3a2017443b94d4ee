from django.core.management.base import BaseCommand, CommandError

from reunion.accounts.models import User
from reunion.team.lost_phone import forget_steps_of


class Command(BaseCommand):
    help = "Takes the second step (passkeys, app, kept codes) of somebody away who has lost their telephone."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the mail address they sign in with")

    def handle(self, *args, email: str, **options):
        email = email.strip().lower()
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {email}.")
        if not forget_steps_of(user):
            raise CommandError(f"{email} has no second step.")
        self.stdout.write(f"{email} enters with a mailed number alone again, and is signed out everywhere.")
