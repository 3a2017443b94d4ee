"""The treasurer at the desk, and lines of a statement to look at."""

import pytest
from django.test import Client
from django.urls import reverse

from reunion import cast
from reunion.payments.models import StatementLine
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.statements import take_in
from reunion.payments.tests.bank_files import yucho
from reunion.team.models import Role


@pytest.fixture
def mamagawa(db):
    return cast.mamagawa()


@pytest.fixture
def suzuki(mamagawa):
    return cast.member(mamagawa, Role.TREASURER, name="鈴木")


@pytest.fixture
def desk(suzuki):
    client = Client()
    client.force_login(suzuki)
    return client


@pytest.fixture
def page():
    """The address of a page about money."""

    def address(name, *args, slug="mamagawa"):
        return reverse(f"staff:payments:{name}", args=[slug, *args])

    return address


@pytest.fixture
def receive(mamagawa):
    """Takes in one transfer for each (payer, yen), in this order, and gives back their lines."""
    numbers = iter(range(1, 10_000))

    def received(*transfers):
        rows = [("20261201", next(numbers), amount, payer) for payer, amount in transfers]
        intake = take_in(mamagawa, data=yucho(*rows), file_name="meisai.csv", actor=None)
        bring_up_to_date(mamagawa)
        return list(StatementLine.objects.filter(statement=intake.statement).order_by("number"))

    return received
