"""One press, a mail of its own for each person, nobody left out and nobody twice."""

from contextlib import contextmanager

import pytest
from django.db import connection

from reunion import cast
from reunion.events.models import Milestone
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail.mime import as_mail
from reunion.mail.models import Message, Unsubscribe
from reunion.mail.our_address import own_address
from reunion.mail.unsubscribing import unsubscribe_url
from reunion.notices import writing
from reunion.notices.drafting import Draft, put_right, throw_away, try_out, write_down
from reunion.notices.models import Announcement
from reunion.notices.pausing import go_on, pause, stop
from reunion.notices.progress import Progress, progress
from reunion.notices.sending import SentBefore, send
from reunion.notices.writing import sweep, write

State = Announcement.State


def keys() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("key", flat=True))


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def guests(mamagawa):
    names = ("高田 裕子 たかだ ゆうこ", "石井 茂 いしい しげる", "秋山 恵 あきやま めぐみ")
    return [cast.guest(mamagawa, name) for name in names]


@pytest.fixture
def sent(guests, announce, organizer):
    return send(announce(), people=3, actor=organizer)


@pytest.fixture
def small_portions(monkeypatch):
    monkeypatch.setattr(writing, "ROWS_AT_ONCE", 1)


@contextmanager
def dying_before(portion: int):
    """The worker is killed before it writes this portion of rows, counted from 0."""
    done = []

    def until_death(execute, sql, *arguments):
        if sql.startswith("INSERT") and "mail_message" in sql:
            if len(done) == portion:
                raise KeyboardInterrupt
            done.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(until_death), pytest.raises(KeyboardInterrupt):
        yield


def test_the_press_only_says_so(sent, organizer):
    assert (sent.state, sent.recipients, sent.written_at, keys()) == (State.SENDING, 3, None, [])
    entry = Entry.objects.about(sent).get()
    assert (entry.sentence, entry.actor) == (
        "一斉連絡「会場が決まりました」を3名に送り始めました",
        organizer,
    )


def test_a_worker_writes_a_mail_for_each(sent, guests, organizer):
    write(sent.pk)
    sent.refresh_from_db()
    assert keys() == [f"announcement:{sent.pk}:r{guest.pk}" for guest in guests]
    assert (sent.state, sent.recipients, sent.written_at is None) == (State.SENDING, 3, False)
    letter = Message.objects.get(recipient=guests[0].email)
    assert (letter.kind, letter.batch, letter.state) == ("announcement", sent.batch, "queued")
    assert (letter.recipient_name, letter.about) == (
        "高田 裕子",
        f"registrations.registration:{guests[0].pk}",
    )
    assert (letter.from_address, letter.reply_to) == (
        f'"真間川高校 還暦同窓会" <{own_address()}>',
        organizer.email,
    )
    assert unsubscribe_url(letter) in letter.body


def test_the_mail_bears_the_way_out_and_names_nobody_else(sent, guests):
    write(sent.pk)
    letter = Message.objects.get(recipient=guests[0].email)
    mail = as_mail(letter).message()
    assert mail["List-Unsubscribe"] == f"<{unsubscribe_url(letter)}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (mail["To"], mail["Cc"], mail["Bcc"]) == (guests[0].email, None, None)


def test_written_twice_there_is_nothing_new(sent):
    write(sent.pk)
    before = list(Message.objects.values())
    write(sent.pk)
    assert list(Message.objects.values()) == before


@pytest.mark.parametrize("portions", [0, 1, 2])
def test_killed_half_way_it_goes_on_without_doubles(sent, guests, small_portions, portions):
    with dying_before(portions):
        write(sent.pk)
    assert len(keys()) == portions
    first = list(Message.objects.order_by("pk").values())
    sweep()
    assert sorted(keys()) == sorted(f"announcement:{sent.pk}:r{guest.pk}" for guest in guests)
    assert list(Message.objects.order_by("pk").values())[:portions] == first
    sent.refresh_from_db()
    assert sent.written_at is not None


def test_killed_half_way_an_address_that_has_it_is_not_served_through_somebody_else(
    mamagawa, announce, organizer, small_portions
):
    first = cast.guest(mamagawa, email="couple@example.jp")
    cast.guest(mamagawa, "石井 茂 いしい しげる", email="COUPLE@example.jp")
    cast.guest(mamagawa, "秋山 恵 あきやま めぐみ")
    announcement = send(announce(), people=2, actor=organizer)
    with dying_before(1):
        write(announcement.pk)
    first.classmate.deceased = True
    first.classmate.save()
    sweep()
    assert len(keys()) == 2


def test_the_number_on_the_button_must_be_the_number_of_people(guests, announce, organizer):
    announcement = announce()
    with pytest.raises(Refused, match="4名から3名に変わりました"):
        send(announcement, people=4, actor=organizer)
    announcement.refresh_from_db()
    assert announcement.state == State.DRAFT


def test_to_nobody_nothing_is_sent(mamagawa, announce, organizer):
    with pytest.raises(Refused, match="送れる相手がいません"):
        send(announce(), people=0, actor=organizer)


def test_a_second_press_finds_it_on_its_way(sent, organizer):
    again = send(sent, people=3, actor=organizer)
    assert again.pk == sent.pk
    assert Entry.objects.about(sent).count() == 1


def test_the_same_text_to_the_same_people_is_asked_about(sent, guests, announce, organizer):
    write(sent.pk)
    twin = announce(subject="会場が 決まりました", text="会場は駅前です。\n")
    with pytest.raises(SentBefore) as refused:
        send(twin, people=3, actor=organizer)
    assert (refused.value.earlier.announcement, refused.value.earlier.again) == (sent, 3)
    assert send(twin, people=3, actor=organizer, although_sent_before=True).state == State.SENDING


def test_while_the_first_is_being_written_its_twin_is_asked_about(sent, announce, organizer):
    with pytest.raises(SentBefore) as refused:
        send(announce(), people=3, actor=organizer)
    assert refused.value.earlier.again is None


def test_the_same_text_to_others_is_no_repetition(sent, mamagawa, announce, organizer):
    write(sent.pk)
    cast.guest(mamagawa, "木村 誠 きむら まこと", state="declined")
    assert send(announce("declined"), people=1, actor=organizer).state == State.SENDING


def test_after_thirty_days_the_same_text_may_go_again(sent, announce, organizer):
    write(sent.pk)
    Announcement.objects.filter(pk=sent.pk).update(sent_at="2020-01-01T00:00:00Z")
    assert send(announce(), people=3, actor=organizer).state == State.SENDING


def test_paused_while_it_is_being_written_no_further_row_is_written(sent, organizer, small_portions):
    with dying_before(2):
        write(sent.pk)
    pause(sent, actor=organizer)
    sweep()
    assert states() == ["paused", "paused"]
    go_on(sent, actor=organizer)
    sweep()
    assert states() == ["queued", "queued", "queued"]


def test_a_writer_that_is_under_way_stops_at_a_pause(sent, organizer, small_portions):
    def then_paused(execute, sql, *arguments):
        done = execute(sql, *arguments)
        if sql.startswith("INSERT") and "mail_message" in sql:
            pause(sent, actor=organizer)
        return done

    with connection.execute_wrapper(then_paused):
        write(sent.pk)
    sent.refresh_from_db()
    assert (states(), sent.state, sent.written_at) == (["paused"], State.PAUSED, None)


def test_no_worker_takes_what_is_paused(sent, organizer):
    write(sent.pk)
    pause(sent, actor=organizer)
    assert not Message.objects.due().exists()
    go_on(sent, actor=organizer)
    assert Message.objects.due().count() == 3


def test_a_letter_that_a_server_put_off_is_set_aside_again(sent, organizer):
    write(sent.pk)
    pause(sent, actor=organizer)
    Message.objects.filter(key=keys()[0]).update(state="queued")
    sweep()
    assert states() == ["paused", "paused", "paused"]


def test_given_up_is_for_good(sent, organizer):
    write(sent.pk)
    Message.objects.filter(key=keys()[0]).update(state="sent", sent_at=sent.sent_at)
    stopped = stop(sent, actor=organizer)
    sweep()
    assert states() == ["sent", "paused", "paused"]
    for press in (pause, go_on, stop):
        with pytest.raises(Refused):
            press(sent, actor=organizer)
    assert progress(stopped) == Progress(people=3, sent=1, waiting=0, refused=0, held=0, unsent=2)


def test_the_sweep_closes_what_has_all_been_sent(sent):
    write(sent.pk)
    sweep()
    sent.refresh_from_db()
    assert sent.state == State.SENDING
    Message.objects.update(state="sent", sent_at=sent.sent_at)
    sweep()
    sent.refresh_from_db()
    assert sent.state == State.DONE


def test_every_letter_is_counted_once_from_the_first_moment(sent):
    assert progress(sent) == Progress(people=3, sent=0, waiting=3, refused=0, held=0, unsent=0)
    write(sent.pk)
    sent.refresh_from_db()
    for key, state in zip(keys(), ("sent", "refused", "held"), strict=True):
        Message.objects.filter(key=key).update(state=state, sent_at=sent.sent_at if state == "sent" else None)
    assert progress(sent) == Progress(people=3, sent=1, waiting=0, refused=1, held=1, unsent=0)
    assert progress(sent).settled == 3


def test_who_stops_between_the_count_and_the_writing_gets_nothing(sent, mamagawa, guests):
    Unsubscribe.objects.create(reunion=mamagawa, address=guests[0].email)
    write(sent.pk)
    sent.refresh_from_db()
    assert (len(keys()), sent.recipients) == (2, 2)


def test_the_same_form_twice_is_one_announcement(mamagawa, organizer):
    draft = Draft("会場が決まりました", "会場は駅前です。", "coming")
    submission = "7b5ee9a2-6a35-4e5a-9d49-5a4b4ad3ef20"
    made = [write_down(mamagawa, draft=draft, submission=submission, author=organizer) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("subject", "text", "sentence"),
    [
        ("会場", "｛お名まえ｝さん", "｛お名前｝のことでしょうか"),
        ("会場", "｛お名前さん", "かっこ"),
        ("会場", "口座は1234567です", "口座番号は、文面には書けません"),
        ("会場", "｛振込先｝", "この文面では使えません"),
        ("会場", "{専用ページ}をどうぞ", "のあとは、行を変えてください"),
        ("あ" * 31, "会場は駅前です。", "件名が長すぎます"),
        ("", "会場は駅前です。", "件名を書いてください"),
    ],
)
def test_what_could_not_be_sent_is_not_kept(announce, subject, text, sentence):
    with pytest.raises(Refused, match=sentence):
        announce(subject=subject, text=text)
    assert not Announcement.objects.exists()


def test_a_draft_is_put_right_or_thrown_away_and_nothing_else(sent, announce):
    draft = announce(subject="案", text="案です。")
    assert put_right(draft, draft=Draft("会場", "駅前です。", "all")).audience == "all"
    throw_away(draft)
    assert list(Announcement.objects.all()) == [sent]
    with pytest.raises(Refused, match="もう送り始めています"):
        put_right(sent, draft=Draft("会場", "駅前です。", "all"))
    with pytest.raises(Refused, match="もう送り始めています"):
        throw_away(sent)


def test_the_mail_to_try_goes_to_the_writer_and_shows_no_guest(guests, announce, organizer, settings):
    announcement = announce(text="｛お名前｝さんのページ\n｛専用ページ｝")
    first, second = (try_out(announcement, writer=organizer) for _ in range(2))
    assert (first.recipient, first.subject) == (
        organizer.email,
        "（試し送り）【真間川高校 還暦同窓会】会場が決まりました",
    )
    assert first.body.startswith(f"{organizer}さんのページ\n{settings.SITE_URL}/mamagawa/\n")
    assert (first.batch, second.key) == ("", f"announcement-test:{announcement.pk}:2")
    assert "List-Unsubscribe" not in as_mail(first).message()


def test_what_is_sent_at_its_time_does_its_step(guests, announce, organizer):
    draft = announce()
    Announcement.objects.filter(pk=draft.pk).update(occasion="week_before")
    send(draft, people=3, actor=organizer)
    done = Milestone.objects.filter(done_on__isnull=False).order_by("pk")
    assert list(done.values_list("step", flat=True)) == ["page_opens", "week_before"]
