import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.payments.balance import unpaid
from reunion.payments.totals import totals
from reunion.payments.waiving import undo_waiver, waive_fee
from reunion.registrations.models import Registration
from reunion.team.models import Role


def test_who_pays_nothing_owes_nothing_until_it_is_taken_back(mamagawa):
    suzuki = cast.member(mamagawa, Role.TREASURER, name="鈴木")
    guest = waive_fee(cast.guest(mamagawa), because=" 司会の御礼 ", actor=suzuki)
    assert (guest.fee_waived_by, guest.fee_waived_because) == (suzuki, "司会の御礼")
    assert (totals(mamagawa).due, list(unpaid(Registration.objects.all()))) == (0, [])
    with pytest.raises(Refused, match="もういただかないこと"):
        waive_fee(guest, because="x", actor=suzuki)
    undo_waiver(guest, actor=suzuki)
    assert totals(mamagawa).due == 8000
    with pytest.raises(Refused, match="もういただくこと"):
        undo_waiver(guest, actor=suzuki)
    said = Entry.objects.about(guest).order_by("id").values_list("actor_name", "sentence")
    assert list(said) == [
        ("鈴木", "高田 裕子の会費をいただかないことにしました：司会の御礼"),
        ("鈴木", "高田 裕子の会費を、いただくことに戻しました（前の理由：司会の御礼）"),
    ]


def test_not_without_a_reason_and_not_for_a_teacher(mamagawa):
    guest = cast.guest(mamagawa)
    with pytest.raises(Refused, match="理由を書いて"):
        waive_fee(guest, because="  ", actor=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=guest.pk).update(fee_waived_at=timezone.now())
    Registration.objects.filter(pk=guest.pk).update(classmate=None, teacher=cast.teacher(mamagawa))
    with pytest.raises(Refused, match="はじめからいただきません"):
        waive_fee(guest, because="x", actor=None)
