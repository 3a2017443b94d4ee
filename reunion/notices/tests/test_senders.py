import pytest

from reunion import cast
from reunion.mail.mime import as_mail
from reunion.mail.models import Message
from reunion.mail.our_address import own_address
from reunion.mail.outbox import sender_of
from reunion.notices.drafting import try_out
from reunion.notices.models import Announcement
from reunion.notices.senders import from_of, reply_to_of
from reunion.notices.sending import send
from reunion.notices.writing import write

REUNION = "真間川高校 還暦同窓会"


@pytest.fixture
def author(mamagawa):
    return cast.member(mamagawa, name="安藤 恵")


@pytest.mark.parametrize(
    ("sender", "name", "replies_to"),
    [
        ("reunion", REUNION, "kanji@reunion.example"),
        ("author", f"安藤 恵（{REUNION}）", "kanji@reunion.example"),
        ("replies", f"安藤 恵（{REUNION}）", "author"),
    ],
)
def test_who_stands_as_sender_and_who_gets_the_answers(mamagawa, author, sender, name, replies_to):
    mamagawa.contact_email = "kanji@reunion.example"
    announcement = Announcement(reunion=mamagawa, author=author, sender=sender)
    assert from_of(announcement) == f'"{name}" <{own_address()}>'
    assert reply_to_of(announcement) == (author.email if replies_to == "author" else replies_to)


def test_an_author_who_has_left_leaves_the_reunion(mamagawa):
    announcement = Announcement(reunion=mamagawa, author=None, sender="replies")
    assert from_of(announcement) == f'"{REUNION}" <{own_address()}>'
    assert reply_to_of(announcement) == mamagawa.contact_email


def test_the_letters_and_the_one_to_try_bear_it(mamagawa, author, announce):
    cast.guest(mamagawa)
    announcement = announce()
    announcement.sender, announcement.author = "replies", author
    announcement.save()
    try_out(announcement, writer=author)
    write(send(announcement, people=1, actor=author).pk)
    expected = (f'"安藤 恵（{REUNION}）" <{own_address()}>', author.email)
    assert list(Message.objects.values_list("from_address", "reply_to")) == [expected, expected]


@pytest.mark.parametrize(
    "name",
    [
        '安藤"恵',
        "安藤\r\nBcc: victim@example.jp",
        "安藤\\",
        '安藤" <other@example.jp>',
        "安\x00藤\x85恵",
        "長" * 300,
    ],
)
def test_a_name_cannot_begin_another_header(mamagawa, name):
    letter = Message(
        reunion=mamagawa,
        recipient="guest@example.jp",
        subject="x",
        body="x",
        from_address=sender_of(mamagawa, author=name),
        message_id="<x@example.jp>",
    )
    assert len(letter.from_address) <= 254
    mail = as_mail(letter).message()
    assert mail.get_all("From") == [mail["From"]]
    assert mail["Bcc"] is None
    assert letter.sender == own_address()
