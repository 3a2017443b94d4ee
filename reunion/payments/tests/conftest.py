"""What most tests of this noun start from: a reunion, and the lines of a statement."""

import pytest

from reunion import cast
from reunion.payments.models import StatementLine
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.statements import take_in

from .bank_files import yucho


@pytest.fixture
def mamagawa(db):
    return cast.mamagawa()


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
