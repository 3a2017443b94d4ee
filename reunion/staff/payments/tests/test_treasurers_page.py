"""What the treasurer's page offers beside each line, the way back, and how far the work is."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reunion import cast
from reunion.payments.balance import paid_by_registration
from reunion.payments.models import Allocation, StatementLine
from reunion.payments.proposals import bring_up_to_date
from reunion.registrations.models import State


def text_of(response):
    return " ".join(response.content.decode().split())


def words_of(response):
    return " ".join(re.sub("<[^>]*>", " ", text_of(response)).split())


def mark_of(response):
    return re.search(r'name="mark" value="(\w+)"', response.content.decode())[1]


@pytest.fixture
def two_lines(mamagawa, receive):
    cast.guest(mamagawa), cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    return receive(("タカダ　ユウコ", 8000), ("ミヤモト　カオル", 8000))


def test_what_agrees_and_what_does_not_stands_there_in_words(desk, page, mamagawa, receive):
    guest = cast.guest(mamagawa)
    receive((f"{guest.reference}　タカダ　ユウコ", 7670))
    shown = words_of(desk.get(page("lines")))
    assert "✓ 名前のカナが一致" in shown and "✓ 申込番号が一致" in shown
    assert "≠ 金額は330円少ない" in shown
    assert "足りない分は「あと払う分」に残ります。" in shown


def test_the_certain_ones_are_listed_above_the_press(desk, page, two_lines):
    shown = words_of(desk.get(page("lines")))
    assert "確実な2件、合わせて16,000円" in shown
    assert "ミヤモト カオル → 3年A組 宮本 薫 8,000円" in shown


def test_one_press_takes_back_all_that_one_press_confirmed(desk, page, mamagawa, two_lines):
    ids = ",".join(str(line.pk) for line in two_lines)
    answer = desk.post(page("certain"), {"lines": ids}, follow=True)
    assert len(paid_by_registration(mamagawa)) == 2
    undone = desk.post(page("undo_last"), {"mark": mark_of(answer)}, follow=True)
    assert "2件の確定を取り消しました。" in text_of(undone)
    assert paid_by_registration(mamagawa) == {}


def test_an_old_page_takes_back_nothing_that_was_pressed_later(desk, page, mamagawa, two_lines):
    first, second = two_lines
    share = first.proposals.get()
    old = desk.post(page("confirm", first.pk), {"shares": f"{share.registration_id}:8000"}, follow=True)
    share = second.proposals.get()
    desk.post(page("confirm", second.pk), {"shares": f"{share.registration_id}:8000"})
    shown = desk.post(page("undo_last"), {"mark": mark_of(old)}, follow=True)
    assert "もう取り消したか、そのあとに別の操作をしました。" in text_of(shown)
    assert len(paid_by_registration(mamagawa)) == 2


def test_what_was_set_aside_comes_back_with_one_press(desk, page, receive):
    (line,) = receive(("リソク", 12))
    answer = desk.post(page("ignore", line.pk), follow=True)
    desk.post(page("undo_last"), {"mark": mark_of(answer)})
    line.refresh_from_db()
    assert line.ignored_at is None


def test_after_a_press_the_page_comes_back_at_the_line_that_follows(desk, page, two_lines):
    shown = desk.get(page("lines")).content.decode()
    first, second = two_lines
    row = shown[shown.index(f'id="line-{first.pk}"') :]
    assert f'name="back" value="{page("lines")}#line-{second.pk}"' in row[: row.index("</li>")]


def test_a_second_transfer_is_received_as_a_second_one(desk, page, mamagawa, receive):
    guest = cast.guest(mamagawa)
    receive(("タカダ　ユウコ", 8000), ("タカダ　ユウコ", 8000))
    shown = words_of(desk.get(page("lines"), {"grade": "likely"}))
    assert "2回目の入金として受け取る" in shown and "8,000円 多い" not in shown.split("2回目")[0][-40:]
    assert "受け取った分は多い入金になり、あとで返すか、ほかの人の分に移せます。" in shown
    assert guest.pk not in paid_by_registration(mamagawa)


def test_money_after_cancelling_is_received_as_such_and_leads_to_giving_it_back(
    desk, page, mamagawa, receive
):
    guest = cast.guest(mamagawa, state=State.CANCELLED, attending=False)
    (line,) = receive(("タカダ　ユウコ", 8000))
    assert "取り消した人の入金として受け取る" in words_of(desk.get(page("lines")))
    desk.post(page("confirm", line.pk), {"shares": f"{guest.pk}:8000"})
    shown = words_of(desk.get(page("lines"), {"grade": "matched"}))
    assert "8,000円 多く払われています 返す・移す" in shown


def test_namesakes_are_picked_with_one_press_on_the_page(desk, page, mamagawa, receive):
    people = [cast.guest(mamagawa, "佐藤 和子 さとう かずこ", room=room) for room in "AD"]
    receive(("サトウ　カズコ", 8000))
    shown = desk.get(page("lines")).content.decode()
    assert [f'name="shares" value="{each.pk}:8000"' in shown for each in people] == [True, True]


def test_each_person_leads_to_their_money_from_the_line_and_from_the_choice(desk, page, mamagawa, receive):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    link = f'href="{page("person", guest.pk)}"'
    shown = [desk.get(page("lines")), desk.get(page("choose", line.pk))]
    assert [response.content.decode().count(link) for response in shown] == [1, 2]
    desk.post(page("confirm", line.pk), {"shares": f"{guest.pk}:8000"})
    assert link in desk.get(page("lines"), {"grade": "matched"}).content.decode()


@pytest.fixture
def reversal(mamagawa, receive):
    """Makes a reversal of a deposit."""

    def made(deposit):
        line = StatementLine.objects.create(
            statement=deposit.statement,
            reunion=mamagawa,
            identity="reversal",
            number=99,
            sequence=99,
            booked_on=deposit.booked_on,
            direction="out",
            amount=deposit.amount,
            payer=deposit.payer,
            kind="correction",
            raw="x",
        )
        bring_up_to_date(mamagawa)
        return line

    return made


def test_a_reversal_of_a_booked_deposit_is_settled_with_one_press(desk, page, mamagawa, receive, reversal):
    guest = cast.guest(mamagawa)
    (deposit,) = receive(("タカダ　ユウコ", 8000))
    desk.post(page("confirm", deposit.pk), {"shares": f"{guest.pk}:8000"})
    line = reversal(deposit)
    assert "取消の候補 1" in words_of(desk.get(page("lines")))
    desk.post(page("take_back", line.pk))
    assert paid_by_registration(mamagawa) == {}
    assert Allocation.objects.count() == 1
    bring_up_to_date(mamagawa)
    assert not StatementLine.objects.filter(reunion=mamagawa).undecided().exists()


def test_a_reversal_takes_no_other_deposit_with_it(desk, page, mamagawa, receive, reversal):
    guest = cast.guest(mamagawa)
    (deposit,) = receive(("タカダ　ユウコ", 8000))
    desk.post(page("confirm", deposit.pk), {"shares": f"{guest.pk}:8000"})
    desk.post(page("take_back", reversal(deposit).pk))
    (again,) = receive(("タカダ　ユウコ", 8000))
    again.refresh_from_db()
    assert (again.grade, again.treatment) == ("certain", "exact")


def test_a_reversal_without_its_deposit_is_refused_with_a_sentence(desk, page, mamagawa, receive, reversal):
    (deposit,) = receive(("タカダ　ユウコ", 8000))
    line = reversal(deposit)
    desk.post(page("ignore", deposit.pk))
    shown = desk.post(page("take_back", line.pk), follow=True)
    assert "打ち消し合う相手の行が見つかりません。" in text_of(shown)


def test_each_pile_has_as_many_lines_as_its_tab_says(desk, page, mamagawa, receive, two_lines):
    desk.post(page("ignore", two_lines[1].pk))
    share = two_lines[0].proposals.get()
    receive(("タカダ　ユウコ", 7670), ("リソク", 12), ("サトウ", 500))
    desk.post(page("confirm", two_lines[0].pk), {"shares": f"{share.registration_id}:8000"})
    tabs = re.findall(
        r'<li><a href="([^"]*)"[^>]*>([^<]*) <b>(\d+)</b>', desk.get(page("lines")).content.decode()
    )
    assert [label for _url, label, _count in tabs] == [
        *("まだのもの", "確実", "たぶん", "分からない", "取消の候補", "確定済み", "会費ではない"),
    ]
    rows = [desk.get(url).content.decode().count('<li class="evidence') for url, _label, _count in tabs]
    assert rows == [int(count) for _url, _label, count in tabs]
    assert sum(rows) > 0


def test_yen_come_in_are_booked_set_aside_or_open(desk, page, mamagawa, receive, two_lines):
    desk.post(page("ignore", two_lines[1].pk))
    share = two_lines[0].proposals.get()
    desk.post(page("confirm", two_lines[0].pk), {"shares": f"{share.registration_id}:8000"})
    receive(("リソク", 12))
    shown = words_of(desk.get(page("lines")))
    assert "入ったお金 16,012円 会費として確定 8,000円 会費ではない 8,000円 まだ決まっていない 12円" in shown
    assert "決まった行 2 / 3" in shown


def test_lines_are_found_by_file_and_by_amount(desk, page, mamagawa, receive, two_lines):
    (other,) = receive(("リソク", 12))
    shown = desk.get(page("lines"), {"statement": other.statement_id}).content.decode()
    assert shown.count('<li class="evidence') == 1 and "リソク" in shown
    shown = desk.get(page("lines"), {"yen": "８,０００円"}).content.decode()
    assert shown.count('<li class="evidence') == 2
    shown = desk.get(page("lines"), {"yen": "八千"}).content.decode()
    assert "見つかりませんでした。" in shown


@pytest.mark.parametrize("pile", ["", "certain", "likely", "unclear", "reversed", "matched", "ignored"])
def test_no_pile_costs_more_than_fifteen_questions(desk, page, mamagawa, receive, two_lines, pile):
    share = two_lines[0].proposals.get()
    desk.post(page("confirm", two_lines[0].pk), {"shares": f"{share.registration_id}:8000"})
    desk.post(page("ignore", receive(("リソク", 12))[0].pk))
    receive(("タカダ　ユウコ", 7670), ("サトウ", 500))
    desk.get(page("lines"))
    with CaptureQueriesContext(connection) as captured:
        desk.get(page("lines"), {"grade": pile})
    assert len(captured) <= 15


def test_the_picture_of_money_has_words_and_a_table(desk, page, mamagawa, receive, two_lines):
    share = two_lines[0].proposals.get()
    desk.post(page("confirm", two_lines[0].pk), {"shares": f"{share.registration_id}:8000"})
    response = desk.get(page("over_time"))
    shown = words_of(response)
    assert "参加する人の会費は16,000円です。これまでに8,000円が入りました。" in shown
    assert 'role="img"' in text_of(response) and "<desc" in text_of(response)
    assert "12月1日（火） 16,000円 8,000円" in shown


def test_without_anything_the_picture_says_so(desk, page):
    assert "まだ申込も入金もありません。" in text_of(desk.get(page("over_time")))
