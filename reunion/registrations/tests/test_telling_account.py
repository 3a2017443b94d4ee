"""Whoever owes a fee learns where to pay, once for each account; who changes it knows beforehand how many."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.events.accounts import set_account
from reunion.journal.models import Entry
from reunion.mail.models import Message
from reunion.registrations.telling import tell
from reunion.registrations.telling_account import letters_of_a_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    """Two pay, one at two addresses; one comes for nothing, one has no address, one stays away."""
    reunion = cast.mamagawa()
    guests = [
        cast.guest(
            reunion, "高田 裕子 たかだ ゆうこ", email="yuko@example.jp", second_email="yuko2@example.jp"
        ),
        cast.guest(reunion, "大西 義明 おおにし よしあき", email="yoshi@example.jp"),
        cast.guest(reunion, "鈴木 順子 すずき じゅんこ", email=""),
        cast.guest(reunion, "森 薫 もり かおる", email="k@example.jp", state="declined", attending=False),
        cast.registration(reunion, teacher=cast.teacher(reunion), email="t@example.jp", reference="1998"),
    ]
    for guest in guests:
        tell(guest)
    return reunion


def letters_after(reunion, **changes):
    before = set(Message.objects.values_list("pk", flat=True))
    set_account(reunion, account=replace(cast.ACCOUNT, **changes), actor=cast.member(reunion))
    return sorted(Message.objects.exclude(pk__in=before).values_list("kind", "recipient"))


THREE = [
    ("bank-info", "yoshi@example.jp"),
    ("bank-info", "yuko2@example.jp"),
    ("bank-info", "yuko@example.jp"),
]


def test_a_change_sends_as_many_letters_as_was_told_before_and_the_journal_says_so(reunion):
    assert letters_of_a_change(reunion) == 3
    assert letters_after(reunion, number="7654321") == THREE
    sentences = list(Entry.objects.order_by("pk").values_list("sentence", flat=True))
    assert sentences[-2:] == [
        f"振込先の口座を変えました（{cast.ACCOUNT.bank}）",
        "口座の案内のメールを3通書きました",
    ]
    assert Entry.objects.order_by("pk").last().actor is not None


@pytest.mark.parametrize(
    "change", [{"branch": "千葉支店"}, {"bank": "千葉銀行"}, {"holder_kana": "ママガワカイ"}]
)
def test_a_wrong_branch_misleads_as_a_wrong_number_does(reunion, change):
    assert letters_after(reunion, **change) == THREE


def test_saved_without_a_change_nobody_is_written_to(reunion):
    assert letters_after(reunion) == []
    assert not Entry.objects.filter(action="account letters").exists()


def test_who_owes_nothing_is_not_written_to_by_a_new_account():
    reunion = cast.mamagawa(fee=0)
    tell(cast.guest(reunion))
    assert letters_of_a_change(reunion) == 0
    assert letters_after(reunion, number="7654321") == []


def test_the_number_told_before_counts_each_address_once_and_only_of_who_pays(reunion):
    cast.guest(reunion, "森 薫 もり かおる", email="K@example.jp", second_email="k@example.jp")
    cast.guest(reunion, "石井 浩 いしい ひろし", email="", second_email="")
    cast.guest(reunion, "西田 幸 にしだ さち", fee_waived_at=timezone.now(), fee_waived_because="世話役")
    assert letters_of_a_change(reunion) == 4


def test_counting_asks_no_more_for_many(reunion):
    counts = []
    for number in (0, 20):
        for one in range(number):
            cast.guest(reunion, f"高田 裕子{one} たかだ ゆうこ", email=f"n{one}@example.jp")
        with CaptureQueriesContext(connection) as captured:
            letters_of_a_change(reunion)
        counts.append(len(captured))
    assert counts[0] == counts[1]
