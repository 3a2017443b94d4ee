"""Places left, the waiting list, and the kind page when a place has gone at the last press."""

import pytest

from reunion import cast
from reunion.registrations.models import Registration

from .guests import CHECKED, SENT, TEACHERS_URL, URL, fields_of, sent_by, typed, typed_by_teacher, words


def limit(reunion, kind, places):
    reunion.program_items.filter(kind=kind).update(places=places)


def test_fee_and_places_stand_beside_each_item(client, reunion):
    limit(reunion, "after_party", 3)
    limit(reunion, "school_tour", 0)
    page = client.get(URL).content.decode()
    assert "二次会（4,000円・残り3名）" in page
    assert "校内見学（無料・満席、空き待ちができます）" in page
    assert "本会（8,000円）" in page
    assert "いま満席です" not in page


def test_choosing_what_is_full_is_the_waiting_list(client, reunion):
    cast.classmate(reunion)
    limit(reunion, "after_party", 0)
    confirmation = client.post(URL, typed(reunion) | CHECKED)
    page = confirmation.content.decode()
    assert "二次会（4,000円・空き待ち）" in page
    assert "8,000円（空き待ちの分は、空きが出てからです）" in page
    done = client.post(URL, sent_by(confirmation, step="send"), follow=True).content.decode()
    assert "空き待ちのお申し込みも受け取りました。" in done
    kept = Registration.objects.get()
    assert (kept.state, kept.amount_due) == ("coming", 8000)
    assert list(kept.chosen_items.in_line().values_list("item__kind", flat=True)) == ["after_party"]


def test_a_full_reunion_says_so_at_once_and_takes_the_guest_in_line(client, reunion):
    cast.classmate(reunion)
    limit(reunion, "main", 0)
    assert "いま満席です" in client.get(URL).content.decode()
    confirmation = client.post(URL, typed(reunion) | CHECKED)
    assert "0円（空き待ちの分は、空きが出てからです）" in confirmation.content.decode()
    client.post(URL, sent_by(confirmation, step="send"))
    assert Registration.objects.get().state == "waitlisted"


def test_a_place_that_went_meanwhile_is_told_kindly_and_nothing_is_lost(client, reunion):
    answers = typed(reunion, note="二行\r\nです")
    confirmation = client.post(URL, answers | CHECKED)
    limit(reunion, "after_party", 0)
    full = client.post(URL, sent_by(confirmation, step="send"))
    page = full.content.decode()
    assert full.status_code == 200
    assert "二次会は、いま満席になりました。空きが出るのをお待ちになれます。" in page
    assert "二次会（4,000円・いま満席）" in page
    assert fields_of(full).buttons == {"step": ["wait", "change"], "language": ["en"]}
    assert sent_by(full)["note"] == [answers["note"]]
    assert Registration.objects.count() == 0
    back = client.post(URL, sent_by(full, step="change"))
    assert sent_by(back)["note"] == [answers["note"]]
    client.post(URL, sent_by(full, step="wait"))
    assert Registration.objects.get().chosen_items.in_line().count() == 1


def test_too_few_places_for_all_who_come_along(client, reunion):
    confirmation = client.post(URL, typed(reunion, companion_1="石井 太郎") | CHECKED)
    limit(reunion, "after_party", 1)
    page = client.post(URL, sent_by(confirmation, step="send")).content.decode()
    assert "あと1名分です。" in page


def test_a_double_press_on_the_last_place_is_one_registration(client, reunion):
    limit(reunion, "after_party", 1)
    confirmation = client.post(URL, typed(reunion) | CHECKED)
    pressed = [client.post(URL, sent_by(confirmation, step="send")) for _press in range(2)]
    assert [answer.status_code for answer in pressed] == [302, 302]
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("kind", ["main", "after_party"])
def test_a_full_item_tells_nobody_who_has_signed_up(client, reunion, kind):
    cast.classmate(reunion)
    client.post(URL, typed(reunion) | SENT)
    limit(reunion, kind, 0)
    signed_up = client.post(URL, typed(reunion) | SENT)
    limit(reunion, kind, 0)
    stranger = client.post(URL, typed(reunion, email="other@example.jp") | SENT)
    shown = words(signed_up).replace("yuko@", "other@")
    assert (signed_up.status_code, shown) == (200, words(stranger))


def test_teachers_are_told_of_places_too(client, reunion):
    confirmation = client.post(TEACHERS_URL, typed_by_teacher() | CHECKED)
    limit(reunion, "main", 0)
    full = client.post(TEACHERS_URL, sent_by(confirmation, step="send"))
    assert "本会は、いま満席になりました。" in full.content.decode()
    client.post(TEACHERS_URL, sent_by(full, step="wait"))
    assert Registration.objects.get().is_teacher
