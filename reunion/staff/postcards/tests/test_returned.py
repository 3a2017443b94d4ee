import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.outreach.models import SignupLink
from reunion.postcards.arriving import arrived
from reunion.postcards.models import Batch, Card
from reunion.postcards.tests.piles import people_at_home, posted_batch
from reunion.team.models import Role

pytestmark = pytest.mark.django_db
PAGE = "/staff/mamagawa/postcards/returned/"


@pytest.fixture
def pile(client):
    reunion = cast.mamagawa()
    people_at_home(reunion, 3)
    client.force_login(cast.member(reunion))
    return posted_batch(reunion)


def text(answer) -> str:
    return answer.content.decode()


def states() -> list[str]:
    return [card.state.value for card in Card.objects.select_related("batch").order_by("number")]


def test_a_number_and_a_reason_are_one_press(client, pile):
    answer = client.post(PAGE, {"number": f"{pile.pk}ー２", "reason": "moved"}, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert f"{pile.pk}-2 高田2 裕子あて「転居先不明」を記録しました。" in text(answer)
    assert "きょう<b>1枚</b>を記録しました" in text(answer)
    assert "3枚のうち1枚が戻りました" in text(answer)
    assert states() == ["posted", "returned", "posted"]


def test_enter_in_the_field_shows_the_card_first(client, pile):
    answer = client.post(PAGE, {"number": "2", "look": "yes"})
    assert f"{pile.pk}-2 高田2 裕子" in text(answer)
    assert text(answer).count('value="unknown"') == 1, "one button for each reason, that of this card"
    assert states() == ["posted", "posted", "posted"]


def test_an_unknown_number_is_kept_in_the_field(client, pile):
    answer = client.post(PAGE, {"number": "9-999", "reason": "moved"})
    assert "「9-999」というはがきは見つかりません。" in text(answer)
    assert 'name="number" value="9-999"' in text(answer)


def test_a_second_person_is_told_and_may_change_the_reason(client, pile):
    client.post(PAGE, {"number": "2", "reason": "moved"})
    answer = client.post(PAGE, {"number": "2", "reason": "kept"})
    assert "「転居先不明」で記録ずみです。" in text(answer)
    assert 'name="seen" value="returned"' in text(answer)
    assert Card.objects.get(number=2).returned_reason == "moved"
    client.post(PAGE, {"number": f"{pile.pk}-2", "reason": "kept", "seen": "returned"})
    assert Card.objects.get(number=2).returned_reason == "kept"


def test_a_card_that_arrived_is_asked_about_once(client, pile):
    arrived(SignupLink.objects.get(classmate__number=2))
    answer = client.post(PAGE, {"number": "2", "reason": "refused"})
    assert "それでも戻ったのなら" in text(answer)
    assert states() == ["posted", "arrived", "posted"]
    client.post(PAGE, {"number": f"{pile.pk}-2", "reason": "refused", "seen": "arrived"})
    assert states() == ["posted", "returned", "posted"]


def test_a_batch_that_was_never_posted_asks_for_the_day_and_comes_back_to_the_card(client, pile):
    Batch.objects.update(posted_on=None)
    answer = client.post(PAGE, {"number": "2", "reason": "moved"})
    assert "まだ投函した記録がありません" in text(answer)
    assert states() == ["made", "made", "made"]
    day = timezone.localdate().isoformat()
    address = f"/staff/mamagawa/postcards/{pile.pk}/posted/"
    answer = client.post(address, {"posted_on": day, "card": "2"})
    assert answer.url == f"{PAGE}?number={pile.pk}-2"
    assert 'name="seen" value="posted"' in text(client.get(answer.url))


def test_it_is_taken_back(client, pile):
    client.post(PAGE, {"number": "2", "reason": "moved"})
    address = f"{PAGE}{Card.objects.get(number=2).pk}/take-back/"
    assert "の記録を取り消しました。" in text(client.post(address, follow=True))
    assert states() == ["posted", "posted", "posted"]
    assert "もう取り消されています" in text(client.post(address, follow=True))


def test_the_code_opens_the_card_with_the_telephone(client, pile):
    code = Card.objects.get(number=3).code
    answer = client.get(PAGE, {"code": code})
    assert f"{pile.pk}-3 高田3 裕子" in text(answer)
    assert "3-4-3" not in text(answer)


def test_with_two_piles_the_chosen_one_is_kept(client, pile):
    Batch.objects.update(posted_on=timezone.localdate() - dt.timedelta(days=60))
    second = posted_batch(pile.reunion)
    assert "前の数字も" in text(client.post(PAGE, {"number": "2", "reason": "moved"}))
    answer = client.post(PAGE, {"number": "2", "reason": "moved", "batch": second.pk})
    assert answer.url == f"{PAGE}?batch={second.pk}"
    assert Card.objects.returned().get().batch == second


def test_class_staff_note_cards_of_their_own_class_and_see_no_others(client, pile):
    other = cast.classmate(pile.reunion, "森 薫 もり かおる", room="B")
    Card.objects.create(
        batch=pile, number=4, classmate=other, family_name="森", given_name="薫", printed_address="x"
    )
    Card.objects.filter(number=4).update(returned_at=timezone.now(), returned_reason="moved")
    client.force_login(cast.member(pile.reunion, Role.CLASS_STAFF, rooms="A"))
    assert "森" not in text(client.get(PAGE))
    assert "見つかりません" in text(client.post(PAGE, {"number": f"{pile.pk}-4", "reason": "kept"}))
    take_back = f"{PAGE}{Card.objects.get(number=4).pk}/take-back/"
    assert client.post(take_back).status_code == 404
    client.post(PAGE, {"number": f"{pile.pk}-1", "reason": "kept"})
    assert states() == ["returned", "posted", "posted", "returned"]


@pytest.mark.parametrize("address", ["returned", "returned?number", "batch"])
def test_the_number_of_queries_does_not_grow(client, address):
    counts = []
    reunion = cast.mamagawa()
    people_at_home(reunion, 30)
    client.force_login(cast.member(reunion))
    pile = posted_batch(reunion)
    Card.objects.update(returned_at=timezone.now(), returned_reason="moved")
    where = {
        "returned": PAGE,
        "returned?number": f"{PAGE}?number={pile.pk}-1",
        "batch": f"/staff/mamagawa/postcards/{pile.pk}/",
    }[address]
    for cards in (30, 1):
        Card.objects.filter(number__gt=cards).delete()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(where).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 15


def test_the_batch_is_posted_corrected_and_taken_back_on_its_page(client, pile):
    Batch.objects.update(posted_on=None, made_at=timezone.now() - dt.timedelta(days=9))
    page = f"/staff/mamagawa/postcards/{pile.pk}/"
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert "投函した日を保存しました。" in text(
        client.post(f"{page}posted/", {"posted_on": yesterday.isoformat()}, follow=True)
    )
    assert Batch.objects.get().posted_on == yesterday
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    for wrong, sentence in ((tomorrow.isoformat(), "先の日付"), ("x", "投函した日を選んで")):
        assert sentence in text(client.post(f"{page}posted/", {"posted_on": wrong}, follow=True))
    assert "投函の記録を取り消しました。" in text(client.post(f"{page}unposted/", follow=True))
    assert Batch.objects.get().posted_on is None


def test_the_tabs_of_a_batch_have_as_many_rows_as_they_say(client, pile):
    client.post(PAGE, {"number": "2", "reason": "moved"})
    page = f"/staff/mamagawa/postcards/{pile.pk}/"
    tabs = client.get(page).context["tabs"]
    assert [(tab["label"], tab["count"]) for tab in tabs] == [
        ("すべて", 3),
        ("投函した", 2),
        ("宛先不明で戻った", 1),
    ]
    for tab in tabs:
        rows = client.get(page + (tab["url"] if tab["url"].startswith("?") else "")).context["page"]
        assert len(rows.object_list) == tab["count"]
