"""Whatever a treasurer does, and in whatever order, every sum stays right."""

import random
from collections import Counter

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from reunion import cast
from reunion.lib.refused import Refused
from reunion.payments.balance import unpaid, with_balance, with_free_surplus
from reunion.payments.booking import confirm, confirm_certain, ignore, undo, unignore
from reunion.payments.hand_booking import book_by_hand, undo_by_hand
from reunion.payments.models import (
    Allocation,
    HandBookedPayment,
    Proposal,
    Refund,
    StatementLine,
    SurplusMove,
)
from reunion.payments.moving import move_surplus, undo_move
from reunion.payments.paying_back import give_up, pay_out, plan_refund, undo_refund
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.statements import take_in
from reunion.payments.totals import totals
from reunion.payments.waiving import waive_fee
from reunion.registrations.deciding import cancel
from reunion.registrations.models import ChosenItem, Registration

from .bank_files import yucho

PAYERS = ["タカダ　ユウコ", "サトウ　カズコ", "イシイ　ミホ", "ヤマモト　サブロウ", "1001 タカダ　ユウコ"]
YEN = [8000, 3000, 16000, 7670]
TO_BEGIN_WITH = [("タカダ　ユウコ", 8000), ("サトウ　カズコ", 16000), ("イシイ　ミホ", 8000)]
A_TRANSFER = st.tuples(st.sampled_from(PAYERS), st.sampled_from(YEN))
PLACE = st.integers(0, 99)

QUICKLY = settings(
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],  # a failing sequence of 25 presses is short enough to read
    suppress_health_check=list(HealthCheck),
)


OPEN = precondition(lambda desk: hasattr(desk, "rows"))


def after(verb, *, undone_by=()):
    """Only when there is something to press."""
    return precondition(lambda desk: desk.done[verb] > sum(desk.done[each] for each in undone_by))


def at_most(times, verb):
    return precondition(lambda desk: desk.done[verb] < times)


class Desk(RuleBasedStateMachine):
    """A person may press anything at any time; what is refused changes nothing."""

    @initialize()
    def open_the_desk(self):
        self.all_undone = transaction.atomic()
        self.all_undone.__enter__()
        self.reunion = cast.mamagawa()
        names = "高田 裕子 たかだ ゆうこ", "佐藤 和子 さとう かずこ", "佐藤 和子 さとう かずこ"
        self.guests = [
            cast.guest(self.reunion, name, room=room) for name, room in zip(names, "ABC", strict=True)
        ]
        self.guests.append(cast.guest(self.reunion, "宮本 美穂 みやもと みほ", current_family_kana="いしい"))
        self.rows, self.expected, self.done = [], Counter(), Counter()
        self.upload(
            new=[("タカダ　ユウコ", 8000), ("サトウ　カズコ", 16000), ("イシイ　ミホ", 8000)], again=0
        )

    def teardown(self):
        if hasattr(self, "all_undone"):
            transaction.set_rollback(True)
            self.all_undone.__exit__(None, None, None)

    def guest(self, place):
        return self.guests[place % len(self.guests)]

    def line(self, place, rather=None):
        """Three times in four one of those for which the press is meant, if there are any."""
        lines = list(rather.order_by("pk")) if rather is not None and place % 4 < 3 else []
        lines = lines or list(StatementLine.objects.order_by("pk"))
        return lines[place % len(lines)]

    def what_may_go(self, place, yen):
        """Three times in four somebody with a surplus, and no more than that."""
        free = with_free_surplus(Registration.objects.all()).filter(free__gt=0).order_by("pk")
        rich = list(free) if place % 4 < 3 else []
        if not rich:
            return self.guest(place), yen
        giver = rich[place % len(rich)]
        return giver, min(yen, giver.free)

    def press(self, verb, *args, **kwargs):
        """Whether it was done; a refusal leaves every booking as it was."""
        before = books()
        try:
            verb(*args, **kwargs)
        except Refused as refused:
            assert str(refused)
            assert books() == before
            return False
        self.done[verb] += 1
        return True

    @rule(new=st.lists(A_TRANSFER, min_size=1, max_size=3), again=st.integers(0, 3))
    def upload(self, new, again):
        """A file that overlaps what is known by some lines."""
        known = self.rows[len(self.rows) - min(again, len(self.rows)) :]
        added = [
            ("20261201", number, yen, payer) for number, (payer, yen) in enumerate(new, len(self.rows) + 1)
        ]
        before = sum(yen for _day, _number, yen, _payer in self.rows[: len(self.rows) - len(known)])
        data = yucho(*known, *added, start=150_000 + before)
        intake = take_in(self.reunion, data=data, file_name="meisai.csv", actor=None)
        assert (intake.new, intake.known) == (len(added), len(known))
        self.rows += added

    @rule()
    def upload_everything_again(self):
        intake = take_in(self.reunion, data=yucho(*self.rows), file_name="meisai.csv", actor=None)
        assert intake.new == 0

    @rule()
    def match(self):
        bring_up_to_date(self.reunion)
        certain = Proposal.objects.filter(
            line__in=StatementLine.objects.graded("certain"), is_alternative=False
        ).select_related("registration", "line")
        assert [share.amount for share in certain] == [share.line.amount for share in certain]
        people = Counter(share.registration_id for share in certain)
        assert all(count == 1 for count in people.values())
        open_amounts = {guest.pk: guest.open for guest in with_balance(Registration.objects.all())}
        assert all(open_amounts[share.registration_id] == share.amount for share in certain)

    @rule()
    def press_for_all_certain(self):
        bring_up_to_date(self.reunion)
        ids = list(StatementLine.objects.graded("certain").values_list("pk", flat=True))
        done = confirm_certain(self.reunion, line_ids=ids, actor=None)
        assert (done.lines, done.left) == (len(ids), 0)
        self.done[confirm] += len(ids)
        self.expected += Counter(dict(StatementLine.objects.filter(pk__in=ids).values_list("pk", "amount")))

    @rule(place=PLACE)
    def confirm_what_is_proposed(self, place):
        bring_up_to_date(self.reunion)
        line = self.line(place, StatementLine.objects.undecided())
        if line.treatment not in ("namesakes", "surname"):
            shares = [
                (share.registration, share.amount) for share in line.proposals.filter(is_alternative=False)
            ]
            self.confirmed(line, shares)

    @rule(place=PLACE, people=st.lists(st.tuples(PLACE, st.sampled_from([*YEN, 0, -1])), max_size=3))
    def confirm_for_anybody(self, place, people):
        line = self.line(place, StatementLine.objects.undecided())
        shares = [(self.guest(who), yen) for who, yen in people]
        if shares and place % 2:
            (last, _yen), others = shares[-1], sum(yen for _guest, yen in shares[:-1])
            shares[-1] = (last, line.amount - others)
        self.confirmed(line, shares)

    def confirmed(self, line, shares):
        if self.press(confirm, line, shares=shares, actor=None):
            self.expected[line.pk] += sum(yen for _guest, yen in shares)

    @after(confirm, undone_by=[undo])
    @rule(place=PLACE)
    def undo_a_line(self, place):
        line = self.line(place, StatementLine.objects.matched())
        if self.press(undo, line, actor=None):
            del self.expected[line.pk]

    @rule(place=PLACE)
    def set_aside(self, place):
        self.press(ignore, self.line(place, StatementLine.objects.undecided()), actor=None)

    @after(ignore, undone_by=[unignore])
    @rule(place=PLACE)
    def bring_back(self, place):
        self.press(unignore, self.line(place, StatementLine.objects.ignored()), actor=None)

    @rule(place=PLACE, yen=st.sampled_from([0, *YEN]))
    def take_cash(self, place, yen):
        day = cast.timezone.localdate()
        self.press(book_by_hand, self.guest(place), amount=yen, received_on=day, taken_by="原田", actor=None)

    @after(book_by_hand, undone_by=[undo_by_hand])
    @rule(place=PLACE)
    def undo_cash(self, place):
        for payment in one_of(HandBookedPayment, place):
            self.press(undo_by_hand, payment, actor=None)

    @at_most(2, cancel)
    @rule(place=PLACE)
    def cancel(self, place):
        guest = Registration.objects.get(pk=self.guest(place).pk)
        self.press(cancel, guest, actor=None)

    @rule(place=PLACE, yen=st.sampled_from(YEN))
    def plan_a_refund(self, place, yen):
        guest, yen = self.what_may_go(place, yen)
        self.press(plan_refund, guest, amount=yen, actor=None)

    @after(plan_refund, undone_by=[pay_out, give_up, undo_refund])
    @rule(place=PLACE)
    def pay_a_refund_out(self, place):
        for refund in one_of(Refund, place):
            self.press(pay_out, refund, paid_out_on=cast.timezone.localdate(), actor=None)

    @after(plan_refund, undone_by=[pay_out, give_up, undo_refund])
    @rule(place=PLACE)
    def leave_a_refund_to_the_reunion(self, place):
        for refund in one_of(Refund, place):
            self.press(give_up, refund, actor=None)

    @after(plan_refund, undone_by=[undo_refund])
    @rule(place=PLACE)
    def undo_a_refund(self, place):
        for refund in one_of(Refund, place):
            self.press(undo_refund, refund, actor=None)

    @rule(place=PLACE, to=PLACE, yen=st.sampled_from(YEN))
    def move_a_surplus(self, place, to, yen):
        giver, yen = self.what_may_go(place, yen)
        owing = [guest for guest in unpaid(Registration.objects.order_by("pk")) if guest != giver]
        taker = owing[to % len(owing)] if owing and to % 4 < 3 else self.guest(to)
        yen = min(yen, taker.open) if owing and to % 4 < 3 else yen
        self.press(move_surplus, giver, to=taker, amount=yen, actor=None)

    @after(move_surplus, undone_by=[undo_move])
    @rule(place=PLACE)
    def undo_a_move(self, place):
        for move in one_of(SurplusMove, place):
            self.press(undo_move, move, actor=None)

    @at_most(1, waive_fee)
    @rule(place=PLACE)
    def waive(self, place):
        self.press(waive_fee, self.guest(place), because="お手伝い", actor=None)

    @OPEN
    @invariant()
    def no_line_pays_more_than_it_brought(self):
        shares = Allocation.objects.standing().select_related("line")
        used = Counter()
        for share in shares:
            used[share.line] += share.amount
            assert share.line.ignored_at is None
        assert all(yen <= line.amount for line, yen in used.items())
        assert len({(share.line_id, share.registration_id) for share in shares}) == len(shares)

    @OPEN
    @invariant()
    def all_that_came_in_is_somewhere(self):
        lines = StatementLine.objects.all()
        came = sum(yen for _day, _number, yen, _payer in self.rows)
        booked = yen_of(Allocation.objects.standing())
        unbooked = yen_of(lines.undecided()) + yen_of(lines.matched()) - booked
        assert lines.count() == len(self.rows)
        assert came == booked + unbooked + yen_of(lines.ignored())
        assert +self.expected == Counter(dict(shares_by_line()))

    @OPEN
    @invariant()
    def every_guest_is_right(self):
        found, fees, paid = Counter(), fees_by_guest(), paid_by_guest()
        for guest in with_balance(Registration.objects.all()):
            due = fees[guest.pk] if guest.state == "coming" and guest.fee_waived_at is None else 0
            net = paid[guest.pk]
            assert (guest.due, guest.paid, guest.open) == (due, net, max(due - net, 0))
            assert guest.overpaid + guest.kept == max(net - due, 0)
            assert min(net, guest.overpaid, guest.kept) >= 0
            found.update({name: getattr(guest, name) for name in SUMS})
        sums = totals(self.reunion)
        assert {name: getattr(sums, name) for name in SUMS} == {name: found[name] for name in SUMS}
        money_here = yen_of(Allocation.objects.standing()) + yen_of(HandBookedPayment.objects.standing())
        assert sums.paid == money_here - yen_of(Refund.objects.paid_out())


SUMS = ("due", "paid", "open", "overpaid", "kept")


def fees_by_guest():
    fees = Counter()
    for item in ChosenItem.objects.all():
        fees[item.registration_id] += item.fee
    return fees


def paid_by_guest():
    """Added up row by row."""
    paid = Counter()
    for kind in (Allocation, HandBookedPayment):
        for row in kind.objects.filter(undone_at=None):
            paid[row.registration_id] += row.amount
    for move in SurplusMove.objects.filter(undone_at=None):
        paid[move.giver_id] -= move.amount
        paid[move.taker_id] += move.amount
    for refund in Refund.objects.filter(undone_at=None, state="paid_out"):
        paid[refund.registration_id] -= refund.amount
    return paid


def one_of(model, place):
    """None or one of the rows there are."""
    rows = list(model.objects.order_by("pk"))
    return [rows[place % len(rows)]] if rows else []


def books():
    """Every row about money as it stands, and every line that is set aside."""
    kinds = (Allocation, HandBookedPayment, SurplusMove, Refund)
    standing = [list(kind.objects.standing().order_by("pk").values_list()) for kind in kinds]
    return standing, list(StatementLine.objects.ignored().order_by("pk").values_list("pk", flat=True))


def yen_of(rows):
    return rows.order_by().aggregate(yen=Sum("amount"))["yen"] or 0


def shares_by_line():
    return Allocation.objects.standing().order_by().values_list("line").annotate(yen=Sum("amount"))


@pytest.mark.django_db
def test_any_sequence_of_presses_keeps_every_sum_right():
    run_state_machine_as_test(Desk, settings=QUICKLY)


def pressed_at_random(desk, luck):
    """One press, each as likely as any other; hypothesis rather tries the same press many times."""
    place, to, yen = luck.randrange(100), luck.randrange(100), luck.choice(YEN)
    transfers = [(luck.choice(PAYERS), luck.choice(YEN)) for _ in range(luck.randint(1, 3))]
    luck.choice(
        [
            lambda: desk.upload(new=transfers, again=luck.randint(0, 3)),
            desk.upload_everything_again,
            desk.match,
            desk.press_for_all_certain,
            lambda: desk.confirm_what_is_proposed(place),
            lambda: desk.confirm_for_anybody(place, [(place, yen), (to, luck.choice(YEN))][: to % 3]),
            lambda: desk.undo_a_line(place),
            lambda: desk.set_aside(place),
            lambda: desk.bring_back(place),
            lambda: desk.take_cash(place, yen),
            lambda: desk.undo_cash(place),
            lambda: desk.cancel(place) if to < 20 else None,
            lambda: desk.waive(place) if to < 20 else None,
            lambda: desk.plan_a_refund(place, yen),
            lambda: desk.pay_a_refund_out(place),
            lambda: desk.leave_a_refund_to_the_reunion(place),
            lambda: desk.undo_a_refund(place),
            lambda: desk.move_a_surplus(place, to, yen),
            lambda: desk.undo_a_move(place),
        ]
    )()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_eighty_presses_in_a_row_keep_every_sum_right(seed):
    desk, luck = Desk(), random.Random(seed)
    desk.open_the_desk()
    for _press in range(80):
        pressed_at_random(desk, luck)
        desk.no_line_pays_more_than_it_brought()
        desk.all_that_came_in_is_somewhere()
        desk.every_guest_is_right()
    desk.teardown()
    assert {confirm, book_by_hand, move_surplus} <= set(desk.done)
