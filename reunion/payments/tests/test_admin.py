import pytest
from django.urls import reverse

from reunion import cast
from reunion.accounts.models import User
from reunion.payments.booking import confirm
from reunion.payments.hand_booking import book_by_hand
from reunion.payments.models import (
    Allocation,
    HandBookedPayment,
    MatchRun,
    Proposal,
    Statement,
    StatementLine,
)
from reunion.tests.signing_in import show_second_step

MODELS = (Statement, StatementLine, Proposal, MatchRun, Allocation, HandBookedPayment)


@pytest.mark.parametrize("model", MODELS)
def test_the_owner_sees_everything_and_changes_nothing(client, mamagawa, receive, model):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    confirm(line, shares=[(guest, 8000)], actor=None)
    book_by_hand(guest, amount=1, received_on=line.booked_on, taken_by="鈴木", actor=None)
    show_second_step(client, User.objects.create_superuser("owner@committee.example"))
    name, row = f"admin:payments_{model._meta.model_name}", model.objects.get()
    assert client.get(reverse(f"{name}_changelist")).status_code == 200
    assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
    assert client.post(reverse(f"{name}_change", args=[row.pk])).status_code == 403
    assert client.get(reverse(f"{name}_add")).status_code == 403
    assert client.post(reverse(f"{name}_delete", args=[row.pk])).status_code == 403
