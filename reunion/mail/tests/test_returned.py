"""What follows when a mail comes to us: each once, each only as far as it proves something."""

from dataclasses import replace

import pytest
from django.utils import timezone

from reunion import cast
from reunion.mail.bounces.return_path import return_path
from reunion.mail.models import AddressHealth, Bounce, InboundLetter, Message, RoundTrip
from reunion.mail.returned import What, take_in
from reunion.mail.signals import reply_received

from .bounces.shapes import (
    STATING_SHAPES,
    Refused,
    au_own,
    gmail,
    in_shift_jis,
    kddi_own,
    postfix,
    qmail,
)
from .letters_home import reply, vacation, with_a_photo

WHO = "hanako@example.jp"
DEAD = Refused("550 5.1.1 User unknown", step="RCPT TO", status="5.1.1", to=WHO)
FULL = Refused("552 5.2.2 mailbox full", step="RCPT TO", status="5.2.2", to=WHO)
DMARC = Refused("554 5.7.1 rejected due to DMARC policy", step="end of DATA", status="5.7.1", to=WHO)
BROKEN = Refused(
    "554 5.7.1 blocked using zen.spamhaus.org; Error: open resolver; https://www.spamhaus.org/returnc/pub/1",
    step="RCPT TO",
    status="5.7.1",
    to=WHO,
)
# The carriers' own formats do not return the letter: without a return path nothing is proved.
WITHOUT_THE_LETTER = {au_own, kddi_own, in_shift_jis}


def sent(message: Message) -> Message:
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=timezone.now())
    message.refresh_from_db()
    return message


def about(message: Message, refused: Refused, shape=postfix) -> bytes:
    return shape(replace(refused, message_id=message.message_id))


def by_return_path(message: Message, refused: Refused, shape=postfix) -> bytes:
    """As it comes to a letter with a return path of its own; of the letter nothing else is left."""
    path = return_path(message.pk, domain="reunion.example").encode()
    data = shape(refused)
    top, blank, text = data.partition(b"\n\n")
    return top.replace(b"kanji@reunion.example", path) + blank + text


def standing(message: Message) -> tuple[str, str, str]:
    message.refresh_from_db()
    health = AddressHealth.objects.filter(address=message.recipient.lower()).first()
    bounce = Bounce.objects.filter(message=message).first()
    return message.state, bounce.outcome if bounce else "", health.state if health else ""


@pytest.mark.parametrize("way", [about, by_return_path])
@pytest.mark.parametrize("shape", STATING_SHAPES)
def test_a_proved_refusal_of_every_shape_blocks_the_address(letter, shape, way):
    message = sent(letter())
    taken = take_in(way(message, DEAD, shape), source="mailbox")
    if way is about and shape in WITHOUT_THE_LETTER:
        assert standing(message) == ("sent", "dead", "")
        return
    assert (taken.what, taken.is_new) == (What.BOUNCE, True)
    assert standing(message) == ("refused", "dead", "dead")
    assert message.outcome == "戻ってきました。この宛先はもうありません。別の連絡先をさがしてください。"


@pytest.mark.parametrize(
    ("refused", "outcome", "reason"),
    [
        (FULL, "mailbox", "相手の受信箱がいっぱいです。"),
        (DMARC, "ours", "こちらのドメインの証明"),
        (BROKEN, "receiver", "相手のサーバーの迷惑メール判定がこわれています。"),
    ],
)
def test_any_other_refusal_is_noted_at_the_letter_and_blocks_nobody(letter, refused, outcome, reason):
    message = sent(letter())
    take_in(about(message, refused), source="mailbox")
    assert standing(message) == ("refused", outcome, "")
    assert message.outcome.startswith(f"戻ってきました。{reason}")


def test_a_second_full_mailbox_is_proposed(letter):
    for key in ("first", "second"):
        take_in(about(sent(letter(key=key)), FULL), source="pipe")
    assert AddressHealth.objects.get().state == "proposed"
    assert letter(key="third").state == "queued"


def test_broken_receivers_and_our_own_faults_are_never_proposed(letter):
    for number, refused in enumerate([DMARC, BROKEN] * 2):
        take_in(about(sent(letter(key=str(number))), refused), source="pipe")
    assert Bounce.objects.count() == 4
    assert not AddressHealth.objects.exists()


def test_an_unknown_step_is_proposed_the_second_time(letter):
    unknown = replace(DEAD, step="-")
    first, second = sent(letter()), sent(letter(key="second"))
    take_in(about(first, unknown, gmail), source="pipe")
    assert standing(first) == ("refused", "mailbox", "")
    take_in(about(second, unknown, gmail), source="pipe")
    assert standing(second) == ("refused", "mailbox", "proposed")


@pytest.mark.parametrize("shape", [postfix, qmail])
def test_the_same_notice_twice_is_one(letter, shape):
    message = sent(letter())
    data = by_return_path(message, FULL, shape)
    by_another_way = b"Delivered-To: kanji@reunion.example\nReceived: from a by b\n" + data
    taken = [take_in(one, source="pipe").is_new for one in (data, data, by_another_way)]
    assert taken == [True, False, False]
    assert Bounce.objects.count() == 1
    assert not AddressHealth.objects.exists()


@pytest.mark.parametrize("refused", [DEAD, FULL, DMARC])
def test_a_stranger_who_knows_the_address_changes_nothing(letter, refused):
    message = sent(letter())
    take_in(postfix(refused), source="mailbox")
    assert standing(message)[0] == "sent"
    assert standing(message)[2] == ""
    assert Bounce.objects.get().matched_by == "recipient"


def test_a_stranger_who_insists_only_makes_a_person_look(letter):
    message = sent(letter())
    for number in range(5):
        take_in(b"Message-ID: <%d@stranger.example>\n" % number + postfix(DEAD), source="mailbox")
    assert standing(message) == ("sent", "dead", "proposed")
    assert letter(key="next").state == "queued"


def test_whoever_has_a_letter_cannot_have_another_person_blocked(letter):
    message = sent(letter())
    take_in(about(message, replace(DEAD, to="taro@example.jp")), source="mailbox")
    assert standing(message) == ("sent", "dead", "")
    assert not AddressHealth.objects.exists()


def test_a_notice_about_nothing_of_ours_is_not_kept(letter):
    sent(letter())
    taken = take_in(postfix(replace(DEAD, to="stranger@example.jp")), source="mailbox")
    assert (taken.what, Bounce.objects.count()) == (What.NOTHING, 0)


def test_a_letter_that_goes_again_is_not_stopped_by_the_notice_of_before(letter):
    message = letter()
    take_in(about(message, FULL), source="mailbox")
    assert standing(message) == ("queued", "mailbox", "")


def test_a_vacation_note_is_no_refusal_no_reply_and_no_proof(letter):
    message, heard = sent(letter()), []
    with listening(heard):
        taken = take_in(vacation(message), source="mailbox")
    assert (taken.what, standing(message), heard) == (What.BOUNCE, ("sent", "none", ""), [])
    assert not InboundLetter.objects.exists()


class listening:
    """Who hears of replies, upstairs."""

    def __init__(self, heard):
        self.hear = lambda message, **kwargs: heard.append(message)

    def __enter__(self):
        reply_received.connect(self.hear)

    def __exit__(self, *error):
        reply_received.disconnect(self.hear)


def test_a_reply_becomes_a_letter_beside_what_it_answers_and_proves_receipt(letter):
    message, heard = sent(letter()), []
    with listening(heard):
        taken = [take_in(reply(message), source="mailbox") for _again in range(2)]
    assert [(one.what, one.is_new) for one in taken] == [(What.REPLY, True), (What.REPLY, False)]
    written = InboundLetter.objects.get()
    assert (written.kind, written.about, written.reunion) == ("reply", message.about, message.reunion)
    assert (written.name, written.contact) == ("高田 裕子", WHO)
    assert written.text == "ありがとうございます。出席します。"
    assert heard == [message]
    assert not Bounce.objects.exists()


def test_a_reply_to_the_return_path_proves_receipt_too(letter):
    message, heard = sent(letter()), []
    path = return_path(message.pk, domain="reunion.example").encode()
    with listening(heard):
        take_in(reply().replace(b"kanji@reunion.example", path), source="mailbox")
    assert heard == [message]


def test_a_forged_sender_without_the_letter_proves_nothing(letter):
    message, heard = sent(letter()), []
    with listening(heard):
        taken = take_in(reply(), source="mailbox")
    assert (taken.what, heard) == (What.REPLY, [])
    written = InboundLetter.objects.get()
    assert (written.kind, written.about) == ("mail", message.about)


def test_a_reply_from_another_address_is_shown_there_and_proves_nothing(letter):
    message, heard = sent(letter()), []
    with listening(heard):
        take_in(reply(message, sender="husband@example.jp", name="高田 茂"), source="mailbox")
    written = InboundLetter.objects.get()
    assert (written.name, written.contact, written.about) == ("高田 茂", "husband@example.jp", message.about)
    assert (written.kind, heard) == ("mail", [])


def test_what_was_attached_is_only_mentioned(letter):
    take_in(with_a_photo(reply(sent(letter()))), source="mailbox")
    expected = "ありがとうございます。出席します。\n\n（添付されていた2点は、ここには残していません。）"
    assert InboundLetter.objects.get().text == expected


def test_a_reply_to_our_answer_stands_with_the_first_question(letter, mamagawa):
    question = InboundLetter.objects.create(reunion=mamagawa, name="x", text="x", about="reach:1")
    answer = sent(letter(about=question))
    take_in(reply(answer), source="mailbox")
    assert InboundLetter.objects.exclude(pk=question.pk).get().about == "reach:1"


@pytest.mark.django_db
def test_a_person_whom_we_never_wrote_to_is_heard_by_the_latest_reunion():
    cast.mamagawa("past")
    latest = cast.mamagawa("latest", held_on=timezone.localdate() + timezone.timedelta(days=400))
    demo = cast.mamagawa("trial", held_on=timezone.localdate() + timezone.timedelta(days=500))
    demo.is_demo = True
    demo.save()
    take_in(reply(), source="mailbox")
    assert InboundLetter.objects.get().reunion == latest


@pytest.mark.django_db
def test_without_a_reunion_nobody_hears_it():
    assert take_in(reply(), source="mailbox").what == What.NOTHING


def test_a_letter_to_ourselves_is_ticked_off_once(db):
    trip = RoundTrip.objects.create(message_id="<trip-1@reunion.example>", sent_at=timezone.now())
    data = reply(message_id=trip.message_id)
    assert [take_in(data, source="mailbox").is_new for _again in range(2)] == [True, False]
    trip.refresh_from_db()
    assert trip.returned_at is not None
    assert not InboundLetter.objects.exists()


def test_a_letter_to_ourselves_that_is_refused_says_why(db):
    trip = RoundTrip.objects.create(message_id="<trip-1@reunion.example>", sent_at=timezone.now())
    take_in(postfix(replace(DMARC, message_id=trip.message_id)), source="mailbox")
    trip.refresh_from_db()
    assert (trip.returned_at, trip.outcome[:11]) == (None, "こちらのドメインの証明")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: a@b\n\n\x00",
        b"From: \xff\xfe <\xed\xa0\x80@x.example>\nSubject: a\n\n\x00a",
    ],
)
def test_no_mail_breaks_it(mamagawa, data):
    take_in(data, source="pipe")


def test_words_that_no_database_keeps_are_kept_without(letter):
    message = sent(letter())
    take_in(about(message, replace(FULL, words="552 5.2.2 mailbox\x00 full")), source="pipe")
    assert "\x00" not in Bounce.objects.get().words
