from django.core.management.base import BaseCommand

from reunion.console.lookups import reunion_called, write_out
from reunion.lib.spreadsheets import csv_bytes
from reunion.payments.balance import paid_by_registration
from reunion.registrations.exporting import HEADINGS, rows


class Command(BaseCommand):
    help = "Write all registrations, what they owe and what they have paid, as CSV."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("-o", "--output", metavar="FILE", help="default: standard output")

    def handle(self, *, slug, output, **options):
        reunion = reunion_called(slug)
        write_out(csv_bytes(HEADINGS, rows(reunion, paid=paid_by_registration(reunion))), output)
