"""A fault of our own: nothing is burnt, all wait, one letter at a time tries, and the committee is told."""

import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.mail.delivery import LEASE, deliver, sweep
from reunion.mail.models import AddressHealth, Message
from reunion.mail.our_server import trouble

MINUTE = dt.timedelta(minutes=1)
UNAUTHENTICATED = "550 5.7.26 This mail is unauthenticated, DMARC policy"


def make_all_due(**changes):
    Message.objects.filter(state="queued").update(due_at=timezone.now() - MINUTE, **changes)


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def four(letter):
    return [letter(key=f"bank-info:{number}:1", recipient=f"p{number}@example.jp") for number in range(4)]


@pytest.mark.parametrize(
    ("stage", "reply", "sentence"),
    [
        (
            "MAIL",
            "553 5.7.1 not you",
            "会のメールサーバーが送信を断っています。設定を直すと、自動で送ります。",
        ),
        (
            "RCPT",
            "530 5.7.0 Authentication required",
            "送信サーバーへのログインが必要です。設定を直してください。それまで、すべてのメールを送らずに待ちます。",
        ),
        (
            "DATA",
            UNAUTHENTICATED,
            "こちらのドメインの証明（SPF・DKIM・DMARC）が足りません。設定を直してください。"
            "それまで、すべてのメールを送らずに待ちます。",
        ),
        (
            "DATA",
            "554 5.7.1 blocked using zen.spamhaus.org",
            "送り元のサーバーが迷惑メールの一覧に載っています。宛先は生きています。"
            "それまで、すべてのメールを送らずに待ちます。",
        ),
    ],
)
def test_our_fault_stops_the_queue_and_is_told(four, real_mail, mamagawa, stage, reply, sentence):
    real_mail.answers[stage] = reply
    assert sweep() == {"later": 1}
    assert states() == ["queued"] * 4
    assert Message.objects.due().count() == 0
    assert trouble(mamagawa).sentence == sentence
    assert not AddressHealth.objects.exists()


def test_a_letter_that_displeased_stops_no_other(four, real_mail, mamagawa):
    real_mail.answers["DATA"] = "554 5.7.1 message content rejected as spam"
    assert sweep() == {"refused": 4}
    assert trouble(mamagawa) is None
    assert not AddressHealth.objects.exists()


def test_in_trouble_one_letter_at_a_time_tries(four, real_mail):
    real_mail.answers["MAIL"] = "451 4.3.0 busy"
    deliver(four[0].pk)
    make_all_due()
    Message.objects.filter(pk=four[1].pk).update(state="sending", leased_until=timezone.now() + LEASE)
    real_mail.answers.clear()
    assert deliver(four[2].pk) is None
    Message.objects.filter(pk=four[1].pk).update(state="queued", leased_until=None)
    assert deliver(four[2].pk) == "sent"
    assert sweep() == {"sent": 3}


def test_a_letter_whose_worker_died_before_the_trouble_blocks_nobody(four, real_mail):
    Message.objects.filter(pk=four[1].pk).update(state="sending", leased_until=timezone.now() + LEASE)
    real_mail.answers["MAIL"] = "451 4.3.0 busy"
    deliver(four[0].pk)
    make_all_due()
    real_mail.answers.clear()
    assert deliver(four[2].pk) == "sent"


def test_without_trouble_many_go_at_the_same_time(four, real_mail):
    Message.objects.filter(pk=four[1].pk).update(state="sending", leased_until=timezone.now() + MINUTE)
    assert deliver(four[2].pk) == "sent"


def test_the_letter_that_meets_the_fault_stands_behind_the_others(four, real_mail):
    real_mail.answers["DATA"] = UNAUTHENTICATED
    deliver(four[0].pk)
    order = list(Message.objects.order_by("due_at", "pk").values_list("pk", flat=True))
    assert order == [message.pk for message in (*four[1:], four[0])]


def test_every_reunion_whose_letters_wait_is_told(four, real_mail, mamagawa):
    other, demo = cast.mamagawa("other"), cast.mamagawa("demo-1")
    real_mail.answers["MAIL"] = "451 4.3.0 busy"
    deliver(four[0].pk)
    assert trouble(other) is None
    Message.objects.filter(pk=four[1].pk).update(reunion=other)
    Message.objects.filter(pk=four[2].pk).update(reunion=demo)
    demo.is_demo = True
    demo.save()
    assert trouble(other).server_words == "451 4.3.0 busy"
    assert trouble(demo) is None
    real_mail.answers.clear()
    make_all_due()
    assert deliver(four[3].pk) == "sent"
    assert trouble(other) is None


def test_a_no_to_one_address_is_no_trouble_but_proves_it_dead(letter, real_mail, mamagawa):
    real_mail.answers["RCPT"] = "550 5.1.1 <hanako@example.jp>: User unknown"
    message = letter()
    assert deliver(message.pk) == "refused"
    message.refresh_from_db()
    assert message.outcome == "この宛先はもうありません。別の連絡先をさがしてください。"
    [health] = AddressHealth.objects.all()
    assert (health.address, health.state) == ("hanako@example.jp", "dead")
    assert letter(key="bank-info:1:2").state == "held"


@pytest.mark.parametrize("reply", ["550 Unknown user", "550 5.2.0 Unknown user"])
def test_an_unknown_user_after_the_text_is_a_filter(letter, real_mail, reply):
    real_mail.answers["DATA"] = reply
    assert deliver(letter(recipient="hanako@docomo.ne.jp").pk) == "refused"
    assert not AddressHealth.objects.filter(state="dead").exists()


def test_a_receiver_whose_block_list_is_broken_is_asked_again(letter, real_mail, mamagawa):
    real_mail.answers["RCPT"] = "554 5.7.1 blocked using zen.spamhaus.org; Error: open resolver"
    message = letter()
    assert deliver(message.pk) == "later"
    assert trouble(mamagawa) is None
    assert not AddressHealth.objects.exists()
