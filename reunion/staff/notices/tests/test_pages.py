"""The desk's pages of announcements: write, look, try, send, watch, halt."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.mail.models import Message
from reunion.notices.drafting import Draft, write_down
from reunion.notices.models import Announcement
from reunion.notices.pausing import pause, stop
from reunion.notices.sending import send
from reunion.notices.writing import write
from reunion.overview.todo import Todo, todo
from reunion.team.access import seat_of

pytestmark = pytest.mark.django_db
State = Announcement.State
FORM = {"subject": "会場が決まりました", "text": "会場は駅前です。", "audience": "coming", "homeroom": ""}


@pytest.fixture
def mamagawa():
    return cast.mamagawa()


@pytest.fixture
def organizer(mamagawa):
    return cast.member(mamagawa)


@pytest.fixture
def desk(client, organizer):
    client.force_login(organizer)
    return client


@pytest.fixture
def announce(mamagawa, organizer):
    def written(audience="coming", text="会場は駅前です。") -> Announcement:
        draft = Draft("会場が決まりました", text, audience)
        return write_down(mamagawa, draft=draft, submission=uuid.uuid4(), author=organizer)

    return written


@pytest.fixture
def sent(mamagawa, announce, organizer):
    cast.guest(mamagawa, "石井 茂 いしい しげる")
    cast.guest(mamagawa, "秋山 恵 あきやま めぐみ")
    announcement = send(announce(), people=2, actor=organizer)
    write(announcement.pk)
    announcement.refresh_from_db()
    return announcement


def address(name: str, announcement: Announcement | None = None) -> str:
    more = [announcement.pk] if announcement else []
    return reverse(f"staff:notices:{name}", args=["mamagawa", *more])


def page(client, name: str, announcement: Announcement | None = None, **query) -> str:
    return client.get(address(name, announcement), query).content.decode()


def test_it_is_written_down_and_shown_before_anybody_gets_it(desk, mamagawa):
    cast.guest(mamagawa)
    answer = desk.post(address("new"), FORM | {"submission": uuid.uuid4()}, follow=True)
    shown = answer.content.decode()
    assert "<b>1名</b>に、一人に一通ずつ送ります" in shown
    assert "高田 裕子 様<br>" in shown
    assert "1名に送る</button>" in shown
    assert not Message.objects.exists()


def test_the_same_form_twice_is_one_announcement(desk):
    submission = uuid.uuid4()
    for _press in range(2):
        desk.post(address("new"), FORM | {"submission": submission})
    assert Announcement.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("text", "｛お名まえ｝さん", "｛お名前｝のことでしょうか"),
        ("text", "", "ここを書いてください"),
        ("text", "読めない\x00字", "読めない文字が入っています"),
        ("subject", "あ" * 61, "件名は30文字までで"),
        ("subject", "あ" * 31, "件名が長すぎます"),
        ("audience", "everybody", "送る相手を選んでください"),
        ("homeroom", "999", "この学年のクラスを選んでください"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(desk, field, typed, sentence):
    answer = desk.post(
        address("new"), FORM | {field: typed, "subject": typed if field == "subject" else "題"}
    )
    shown = answer.content.decode()
    assert sentence in shown
    assert sentence in "".join(answer.context["form"].errors[field])
    assert ("会場は駅前です。" in shown) == (field != "text")
    assert not Announcement.objects.exists()


def test_everything_that_is_wrong_is_said_at_once(desk):
    answer = desk.post(address("new"), FORM | {"subject": "", "text": "｛お名まえ｝さん"})
    assert sorted(answer.context["form"].errors) == ["subject", "text"]


def test_teachers_have_no_class(desk, mamagawa):
    room = cast.homeroom(mamagawa)
    answer = desk.post(address("new"), FORM | {"audience": "teachers", "homeroom": room.pk})
    assert "クラスを選ばずに" in "".join(answer.context["form"].errors["homeroom"])


def test_who_does_not_get_it_stands_there_by_reason_and_by_name(desk, mamagawa, announce):
    cast.guest(mamagawa)
    cast.guest(mamagawa, "石井 茂 いしい しげる", email="", phone="090-1234-5678")
    cast.guest(mamagawa, "秋山 恵 あきやま めぐみ", email="megumi@")
    announcement = announce()
    shown = page(desk, "announcement", announcement)
    assert "ほかの2名には届きません" in shown
    assert f"{address('left_out', announcement)}?reason=no_mail" in shown
    everyone = page(desk, "left_out", announcement)
    assert ("石井 茂" in everyone, "秋山 恵" in everyone, "高田 裕子" in everyone) == (True, True, False)
    without_mail = page(desk, "left_out", announcement, reason="no_mail")
    assert ("石井 茂" in without_mail, "秋山 恵" in without_mail) == (True, False)
    assert "090-1234-5678" in without_mail


def test_an_opening_as_to_a_business_is_pointed_out(desk, announce):
    shown = page(desk, "announcement", announce(text="いつもお世話になっております。\n会場は駅前です。"))
    assert "書き出しをご確認ください" in shown


def test_a_mail_to_myself(desk, organizer, announce):
    announcement = announce()
    answer = desk.post(address("try", announcement), follow=True)
    assert f"{organizer.email} へ試しに1通送ります。" in answer.content.decode()
    assert Message.objects.get().recipient == organizer.email


def test_the_press_answers_at_once_and_a_second_one_is_harmless(desk, mamagawa, announce):
    cast.guest(mamagawa)
    announcement = announce()
    for _press in range(2):
        answer = desk.post(address("send", announcement), {"people": "1"}, follow=True)
        assert "どこまで送ったか" in answer.content.decode()
    announcement.refresh_from_db()
    assert (announcement.state, announcement.recipients) == (State.SENDING, 1)


@pytest.mark.parametrize("people", ["2", "", "x"])
def test_another_number_than_the_one_on_the_button_sends_nothing(desk, mamagawa, announce, people):
    cast.guest(mamagawa)
    announcement = announce()
    answer = desk.post(address("send", announcement), {"people": people}, follow=True)
    assert "1名に変わりました" in answer.content.decode()
    announcement.refresh_from_db()
    assert announcement.state == State.DRAFT


def test_the_same_text_again_is_asked_about_once_more(desk, sent, announce):
    twin = announce()
    answer = desk.post(address("send", twin), {"people": "2"})
    shown = answer.content.decode()
    assert "同じ文章を、もう送っています" in shown
    assert "2名に同じものがもう一度届きます" in shown
    twin.refresh_from_db()
    assert twin.state == State.DRAFT
    desk.post(address("send", twin), {"people": "2", "although_sent_before": "yes"})
    twin.refresh_from_db()
    assert twin.state == State.SENDING


def test_the_numbers_and_the_way_to_halt_it(desk, sent):
    Message.objects.filter(recipient_name="石井 茂").update(state="refused", outcome="宛先がありません。")
    shown = page(desk, "announcement", sent)
    assert "<b>1</b> / 2通" in shown
    assert ("石井 茂" in shown, "宛先がありません。" in shown) == (True, True)
    desk.post(address("pause", sent))
    assert "続きを送る" in page(desk, "announcement", sent)
    desk.post(address("continue", sent))
    assert "一時停止する" in page(desk, "announcement", sent)
    desk.post(address("pause", sent))
    desk.post(address("stop", sent))
    assert "途中でやめました" in page(desk, "announcement", sent)
    answer = desk.post(address("continue", sent), follow=True)
    assert "いま送っているところではありません" in answer.content.decode()


def test_what_is_sent_is_neither_put_right_nor_thrown_away(desk, sent):
    assert desk.get(address("edit", sent)).url == address("announcement", sent)
    answer = desk.post(address("discard", sent), follow=True)
    assert "もう送り始めています" in answer.content.decode()
    assert Announcement.objects.filter(pk=sent.pk).exists()


def test_a_draft_is_put_right_and_thrown_away(desk, announce):
    draft = announce()
    assert "会場は駅前です。" in page(desk, "edit", draft)
    desk.post(address("edit", draft), FORM | {"text": "会場は港の近くです。"})
    draft.refresh_from_db()
    assert draft.text == "会場は港の近くです。"
    desk.post(address("discard", draft))
    assert not Announcement.objects.exists()


def test_the_text_for_line_stands_on_the_page(desk, announce):
    shown = page(desk, "announcement", announce(text="｛お名前｝さん\n\n会場は駅前です。"))
    assert "みなさん\n\n会場は駅前です。</pre>" in shown


def test_what_is_halted_waits_at_home(desk, sent, mamagawa, organizer):
    halted = Todo("announcements_halted", 1)
    assert halted not in todo(seat_of(organizer, mamagawa.slug))
    pause(sent, actor=organizer)
    assert halted in todo(seat_of(organizer, mamagawa.slug))
    assert "会場が決まりました" in page(desk, "list", show="halted")
    home = desk.get(reverse("staff:home:home", args=["mamagawa"])).content.decode()
    assert f"{address('list')}?show=halted" in home


def test_an_announcement_of_another_reunion_is_not_there(client, sent):
    client.force_login(cast.member(cast.mamagawa("other")))
    for name in ("announcement", "edit", "left_out"):
        place = reverse(f"staff:notices:{name}", args=["other", sent.pk])
        assert client.get(place).status_code == 404
    for name in ("send", "pause", "continue", "stop", "discard", "try"):
        place = reverse(f"staff:notices:{name}", args=["other", sent.pk])
        assert client.post(place).status_code == 404


def test_the_list_asks_the_same_for_one_and_for_thirty(desk, mamagawa, announce, django_assert_num_queries):
    announce()
    desk.get(address("list"))
    with django_assert_num_queries(8) as few:
        page(desk, "list")
    for number in range(30):
        made = announce(text=f"会場{number}")
        made.homeroom = cast.homeroom(mamagawa, "A")
        made.save()
    with django_assert_num_queries(len(few)):
        page(desk, "list")


def test_the_pages_ask_the_same_for_one_and_for_thirty(
    desk, mamagawa, announce, django_assert_max_num_queries
):
    announcement = announce()
    counts = {}
    for people in (1, 30):
        for number in range(people):
            cast.guest(mamagawa, f"高田 裕子{people}-{number} たかだ ゆうこ", email="")
            cast.guest(mamagawa, f"石井 茂{people}-{number} いしい しげる")
        for name in ("announcement", "left_out"):
            with django_assert_max_num_queries(40) as asked:
                page(desk, name, announcement)
            counts.setdefault(name, set()).add(len(asked))
    assert [len(numbers) for numbers in counts.values()] == [1, 1]


def test_an_occasion_begins_with_its_words_and_leads_to_what_was_begun(desk, mamagawa):
    cast.guest(mamagawa)
    url = address("new") + "?start=week_before"
    page = desk.get(url).text
    assert "お手元にあれば、昔の写真や卒業アルバム" in page
    assert '<option value="classmates" selected>' in page
    form = desk.get(url).context["form"]
    typed = {name: form.initial.get(name) or "" for name in ("subject", "text", "audience", "occasion")}
    made = desk.post(url, typed | {"sender": "author"}, follow=True)
    (draft,) = Announcement.objects.all()
    assert (draft.occasion, draft.sender, draft.audience) == ("week_before", "author", "classmates")
    assert f"差出人　{draft.author}（真間川高校 還暦同窓会）" in made.text
    assert desk.get(url).url == address("announcement", draft)
    assert desk.get(address("new") + "?start=nonsense").status_code == 200


def test_the_list_offers_what_is_told_at_its_time(desk, mamagawa):
    page = desk.get(address("list")).text
    assert f'href="{address("new")}?start=thanks_teacher"' in page
    assert "いまが送るころです" not in page
    mamagawa.held_on = mamagawa.signup_deadline = timezone.localdate() + dt.timedelta(days=7)
    mamagawa.save()
    cast.guest(mamagawa)
    assert desk.get(address("list")).text.count("いまが送るころです") == 2
    home = desk.get(reverse("staff:home:home", args=["mamagawa"])).text
    assert "参加する人に、1週間前のご案内を送る" in home
    assert f'href="{address("new")}?start=week_before"' in home


def rows_behind(client, link: str) -> int:
    return client.get(link).content.decode().count('<th scope="row">')


def test_every_number_of_a_draft_leads_to_that_many_people(desk, mamagawa, announce):
    cast.guest(mamagawa, "石井 茂 いしい しげる")
    cast.guest(mamagawa, "秋山 恵 あきやま めぐみ", email="")
    cast.guest(mamagawa, "髙橋 一 たかはし はじめ")
    draft = announce()
    shown = page(desk, "announcement", draft)
    assert ("<b>2名</b>に" in shown, "ほかの1名には" in shown) == (True, True)
    assert address("readers", draft) in shown
    assert f"{address('left_out', draft)}?reason=no_mail" in shown
    assert rows_behind(desk, address("readers", draft)) == 2
    assert rows_behind(desk, f"{address('left_out', draft)}?reason=no_mail") == 1
    assert "石井 茂 様" in page(desk, "readers", draft)


@pytest.mark.parametrize("is_given_up", [False, True])
def test_every_number_on_the_way_leads_to_that_many_letters(desk, mamagawa, announce, organizer, is_given_up):
    for number in range(6):
        cast.guest(mamagawa, f"高田 {number} たかだ ゆうこ")
    announcement = send(announce(), people=6, actor=organizer)
    write(announcement.pk)
    letters = list(Message.objects.filter(batch=announcement.batch).order_by("pk"))
    for letter, state in zip(letters, ("sent", "sent", "sent", "refused", "held"), strict=False):
        letter.state, letter.sent_at = state, timezone.now() if state == "sent" else None
        letter.save()
    if is_given_up:
        stop(announcement, actor=organizer)
    shown = page(desk, "announcement", announcement)
    rest = "unsent" if is_given_up else "waiting"
    behind = {}
    for fate in ("sent", "waiting", "refused", "held", "unsent"):
        link = f"{address('letters', announcement)}?show={fate}"
        if link in shown:
            behind[fate] = rows_behind(desk, link)
    assert behind == {"sent": 3, "refused": 1, "held": 1, rest: 1}
    counts = re.findall(r'todo-count">(\d+)<', shown)
    assert sorted(counts) == ["1", "1", "1", "3"]
    assert rows_behind(desk, address("letters", announcement)) == 6


def test_the_lists_behind_the_numbers_ask_the_same_however_many(desk, mamagawa, announce, organizer):
    def queries(announcement, name: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            desk.get(address(name, announcement))
        return len(captured)

    cast.guest(mamagawa, "石井 茂 いしい しげる")
    one = send(announce(), people=1, actor=organizer)
    write(one.pk)
    few = {name: queries(one, name) for name in ("letters", "readers")}
    for number in range(30):
        cast.guest(mamagawa, f"高田 {number} たかだ ゆうこ")
    many = send(announce(text="別のお知らせです。"), people=31, actor=organizer)
    write(many.pk)
    assert {name: queries(many, name) for name in few} == few
