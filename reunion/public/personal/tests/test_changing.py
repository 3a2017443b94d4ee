import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import RefundStep, Reunion
from reunion.mail.models import Message
from reunion.registrations.links import token
from reunion.registrations.models import State

pytestmark = pytest.mark.django_db


def door(guest, path=""):
    return f"/mamagawa/my/{token(guest)}/{path}"


def said(answer):
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].rpartition("=")[2]


def number(reunion, kind):
    return str(reunion.program_items.get(kind=kind).pk)


def test_the_form_shows_the_reply_as_it_is(client):
    reunion = cast.mamagawa()
    reunion.program_items.filter(kind="main").update(companion_fee=5000)
    guest = cast.guest(reunion, items=("main", "after_party"), note="楽しみです", needs="車いす")
    guest.companions.create(name="石井 浩")
    form = client.get(door(guest, "change/")).context["form"]
    assert form["attending"].value() == "yes"
    assert form["items"].value() == [number(reunion, "main"), number(reunion, "after_party")]
    kept = {name: form[name].value() for name in ("companion_1", "note", "needs", "needs_consent")}
    assert kept == {
        "companion_1": "石井 浩",
        "note": "楽しみです",
        "needs": "車いす",
        "needs_consent": True,
    }


def test_a_change_is_saved_and_said(client):
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    typed = {"attending": "yes", "items": [number(reunion, "after_party")], "note": "楽しみです"}
    answer = client.post(door(guest, "change/"), typed)
    assert said(answer) == "changed"
    assert "お申し込みの内容を直しました。" in client.get(answer["Location"]).content.decode()
    guest.refresh_from_db()
    assert (guest.note, guest.chosen_items.count()) == ("楽しみです", 2)


def test_pressed_twice_it_is_changed_once(client):
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    typed = {"attending": "yes", "items": [number(reunion, "after_party")]}
    assert [said(client.post(door(guest, "change/"), typed)) for _press in range(2)] == ["changed"] * 2
    assert (guest.chosen_items.count(), Message.objects.count()) == (2, 1)


def test_a_mistake_is_explained_and_everything_typed_stays(client):
    guest = cast.guest(cast.mamagawa())
    typed = {"needs": "車いす", "note": "楽しみです", "transfer_name": "タカダ"}
    answer = client.post(door(guest, "change/"), typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "「参加します」か「欠席します」を選んでください。",
        "手助けのために使ってよければ、印を付けてください。",
        "車いす",
        "楽しみです",
        "タカダ",
    ):
        assert words in page
    guest.refresh_from_db()
    assert (guest.needs, guest.note) == ("", "")


@pytest.mark.parametrize("consent", [{}, {"needs_consent": "on"}])
def test_who_declines_leaves_no_needs_behind(client, consent):
    guest = cast.guest(cast.mamagawa(), needs="車いす")
    typed = {"attending": "no", "needs": "車いす"} | consent
    assert said(client.post(door(guest, "change/"), typed)) == "changed"
    guest.refresh_from_db()
    assert (guest.state, guest.needs) == (State.DECLINED, "")


@pytest.mark.parametrize("items", [["999999"], ["x"], ["' OR 1=1"]])
def test_an_item_that_does_not_exist_is_asked_for_again(client, items):
    guest = cast.guest(cast.mamagawa())
    answer = client.post(door(guest, "change/"), {"attending": "yes", "items": items})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["items"])


def full_party(reunion):
    reunion.program_items.filter(kind="after_party").update(places=1)
    return cast.guest(reunion, "池田 茂 いけだ しげる", items=("main", "after_party"))


def test_a_full_item_is_called_full_and_choosing_it_is_waiting(client):
    reunion = cast.mamagawa()
    full_party(reunion)
    guest = cast.guest(reunion)
    page = client.get(door(guest, "change/"))
    assert "二次会（4,000円・満席、空き待ちができます）" in page.content.decode()
    typed = {
        "attending": "yes",
        "items": [number(reunion, "after_party")],
        "waits_for": page.context["form"]["waits_for"].value(),
    }
    assert said(client.post(door(guest, "change/"), typed)) == "changed"
    assert guest.chosen_items.get(item__kind="after_party").waiting_since is not None
    assert "空き待ち" in client.get(door(guest)).content.decode()
    assert "二次会（4,000円・空き待ち中）" in client.get(door(guest, "change/")).content.decode()


def test_what_got_full_meanwhile_is_offered_kindly_and_a_second_press_waits(client):
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    typed = {"attending": "yes", "items": [number(reunion, "after_party")], "note": "ぜひ"}
    full_party(reunion)
    answer = client.post(door(guest, "change/"), typed)
    page = answer.content.decode()
    assert (answer.status_code, "満席" in page, "空きをお待ちになるときは" in page) == (200, True, True)
    assert "ぜひ" in page
    again = typed | {"waits_for": answer.context["form"]["waits_for"].value()}
    assert said(client.post(door(guest, "change/"), again)) == "changed"
    assert guest.chosen_items.get(item__kind="after_party").waiting_since is not None


def test_a_place_one_holds_is_never_called_full(client):
    reunion = cast.mamagawa()
    holder = full_party(reunion)
    page = client.get(door(holder, "change/")).content.decode()
    assert ("二次会（4,000円）" in page, "満席" in page) == (True, False)


def test_taking_it_back_asks_first_and_is_done_once(client):
    guest = cast.guest(cast.mamagawa())
    assert "取り消しますか" in client.get(door(guest, "cancel/")).content.decode()
    assert [said(client.post(door(guest, "cancel/"))) for _press in range(2)] == ["cancelled"] * 2
    guest.refresh_from_db()
    assert (guest.state, Message.objects.count()) == (State.CANCELLED, 1)


def test_less_that_goes_back_than_was_read_is_shown_before_it_counts(client):
    guest = cast.guest(cast.mamagawa())
    assert 'name="percent" value="100"' in client.get(door(guest, "cancel/")).content.decode()
    # Midnight: the step that was read is over.
    RefundStep.objects.create(reunion=guest.reunion, until=timezone.localdate(), percent=50)
    page = client.post(door(guest, "cancel/"), {"percent": "100"}).content.decode()
    guest.refresh_from_db()
    assert ("割合が変わりました" in page, guest.state) == (True, State.COMING)
    assert 'name="percent" value="50"' in page
    assert said(client.post(door(guest, "cancel/"), {"percent": "50"})) == "cancelled"


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("change/", {"attending": "no", "note": "ま\r\nだ", "companion_1": "x" * 99}),
        ("contact/", {"email": "yuko@gmial.com", "phone": "９０"}),
        ("resend/", {"address": "yuko@"}),
        ("ask/", {"text": "まだ途中"}),
        ("stored/ask/", {"text": "まだ途中"}),
    ],
)
def test_the_language_is_switched_in_the_form_and_nothing_typed_is_lost(client, path, typed):
    reunion = cast.mamagawa()
    reunion.program_items.update(companion_fee=1000)
    guest = cast.guest(reunion)
    page = client.get(door(guest, path)).content.decode()
    assert 'form="own" name="language" value="en"' in page
    page = client.post(door(guest, path), typed | {"language": "en"})
    assert (page.status_code, page["Content-Language"]) == (200, "en")
    assert page.cookies["django_language"].value == "en"
    form, html = page.context["form"], page.content.decode()
    assert {name: form[name].value() for name in typed} == typed
    assert ('<html lang="en"' in html, form.errors, "error-summary" in html) == (True, {}, False)
    guest.refresh_from_db()
    assert (guest.state, Message.objects.count()) == (State.COMING, 0)


@pytest.mark.parametrize("path", ["change/", "cancel/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_after_the_deadline_a_wish_goes_to_the_organizers(client, path, method):
    guest = cast.guest(cast.mamagawa())
    Reunion.objects.update(state="closed")
    answer = getattr(client, method)(door(guest, path), {"attending": "no"} if method == "post" else {})
    assert (answer.status_code, answer["Location"]) == (302, door(guest, "ask/"))
    guest.refresh_from_db()
    assert guest.state == State.COMING


@pytest.mark.parametrize("path", ["change/", "cancel/", "contact/", "resend/"])
def test_after_the_day_nothing_is_left_but_what_is_stored(client, path):
    guest = cast.guest(cast.mamagawa())
    Reunion.objects.update(state="past")
    answer = client.post(door(guest, path), {"attending": "no", "email": "x@mail.example"}, follow=True)
    assert answer.redirect_chain[-1][0] == door(guest, "stored/ask/")
    guest.refresh_from_db()
    assert (guest.state, Message.objects.count()) == (State.COMING, 0)


def test_a_guest_who_gave_up_may_answer_again(client):
    guest = cast.guest(cast.mamagawa())
    client.post(door(guest, "cancel/"))
    assert client.get(door(guest, "change/")).context["form"]["attending"].value() == ""
    assert said(client.post(door(guest, "change/"), {"attending": "yes"})) == "changed"
    guest.refresh_from_db()
    assert guest.state == State.COMING


def test_contact_is_put_right_as_people_write_it(client):
    guest = cast.guest(cast.mamagawa())
    typed = {"email": "ｙｕｋｏ＠ｍａｉｌ．ｅｘａｍｐｌｅ", "phone": "０９０ー１１１１ー２２２２"}
    assert said(client.post(door(guest, "contact/"), typed)) == "moved"
    guest.refresh_from_db()
    assert (guest.email, guest.phone) == ("yuko@mail.example", "090-1111-2222")
    assert said(client.post(door(guest, "contact/"), typed)) == "contact"


@pytest.mark.parametrize(
    ("path", "field"), [("contact/", "email"), ("contact/", "second_email"), ("resend/", "address")]
)
def test_a_slip_is_questioned_and_a_tick_insists(client, path, field):
    guest = cast.guest(cast.mamagawa(), email="")
    typed = {field: "yuko@docomo.ne.jo"}
    page = client.post(door(guest, path), typed).content.decode()
    assert ("yuko@docomo.ne.jp" in page, 'name="is_right"' in page) == (True, True)
    assert Message.objects.count() == 0
    assert said(client.post(door(guest, path), typed | {"is_right": "on"})) in {"moved", "sent"}
    assert Message.objects.get().recipient == "yuko@docomo.ne.jo"


@pytest.mark.parametrize("address", ["", "yuko", "yuko@", "たかだ@mail.example"])
def test_where_no_mail_can_go_it_is_asked_for_again(client, address):
    guest = cast.guest(cast.mamagawa())
    answer = client.post(door(guest, "resend/"), {"address": address})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["address"])
    assert Message.objects.count() == 0


def test_resending_says_the_same_whatever_happens(client):
    guest = cast.guest(cast.mamagawa())
    heard = [
        said(client.post(door(guest, "resend/"), {"address": f"a{number}@mail.example"}))
        for number in range(6)
    ]
    assert heard == ["sent"] * 6
    assert Message.objects.count() == 6  # three letters, each to both addresses


def test_who_presses_very_often_waits_and_loses_nothing_typed(client):
    guest = cast.guest(cast.mamagawa())
    for press in range(30):
        assert said(client.post(door(guest, "change/"), {"attending": "yes", "note": f"{press}"}))
    answer = client.post(door(guest, "change/"), {"attending": "yes", "note": "三十一回目"})
    page = answer.content.decode()
    assert answer.status_code == 429
    assert ("続けてたくさん押されたため" in page, "三十一回目" in page) == (True, True)
    assert said(client.post(door(guest, "cancel/"))) == "too_often"
    other = cast.guest(guest.reunion, "池田 茂 いけだ しげる")
    assert said(client.post(door(other, "change/"), {"attending": "no"})) == "changed"


def test_what_was_typed_for_one_never_reaches_another(client):
    reunion = cast.mamagawa()
    first, second = cast.guest(reunion), cast.guest(reunion, "池田 茂 いけだ しげる")
    client.post(door(first, "change/"), {"attending": "no", "note": "一人目"})
    client.post(door(first, "contact/"), {"email": "first@mail.example"})
    second.refresh_from_db()
    assert (second.state, second.note) == (State.COMING, "")
    for path in ("", "change/", "contact/", "stored/", "stored/file/"):
        page = client.get(door(second, path)).content.decode()
        found = [word for word in ("一人目", "first@mail.example", "高田", first.reference) if word in page]
        assert (path, found) == (path, [])


def test_the_day_itself_is_not_over(client):
    guest = cast.guest(cast.mamagawa())
    Reunion.objects.update(held_on=timezone.localdate(), signup_deadline=timezone.localdate())
    assert client.get(door(guest, "contact/")).status_code == 200
