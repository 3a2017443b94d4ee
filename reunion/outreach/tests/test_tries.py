import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail.models import Message
from reunion.outreach.follow_up import board
from reunion.outreach.models import ContactLog
from reunion.outreach.tries import note, send_elsewhere, take_back
from reunion.roster.models import Classmate

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest():
    return cast.guest(cast.mamagawa(), email="")


@pytest.fixture
def helper(guest):
    return cast.member(guest.reunion, "class_staff", name="宮本", rooms="A")


def logged():
    return list(ContactLog.objects.order_by("id").values_list("way", "result", "note"))


def test_told_takes_them_off_the_board_and_is_written_down(guest, helper):
    log = note(guest, way="line", result="told", remark="090-1111-2222 に電話", actor=helper)
    assert logged() == [("line", "told", "090-1111-2222 に電話")]
    assert (log.user, log.classmate, log.reunion) == (helper, guest.classmate, guest.reunion)
    assert board(guest.reunion) == []
    entry = Entry.objects.about(guest).get()
    assert (entry.sentence, entry.actor) == ("高田 裕子さんに連絡しました（LINE：伝えた）", helper)


def test_not_reached_leaves_them_on_it(guest, helper):
    note(guest, way="telephone", result="unreachable", actor=helper)
    assert [row.is_resting for row in board(guest.reunion)] == [True]


def test_the_same_press_twice_is_one_try_also_of_two_helpers(guest, helper):
    other = cast.member(guest.reunion, "secretariat")
    for actor in (helper, helper, other):
        note(guest, way="line", result="told", actor=actor)
    note(guest, way="telephone", result="told", actor=helper)
    assert [way for way, _result, _note in logged()] == ["line", "telephone"]


@pytest.mark.parametrize("way", ["postcard", "resent", "pigeon", ""])
def test_only_what_a_helper_does_by_hand_is_noted_by_hand(guest, helper, way):
    with pytest.raises(Refused, match="どうやって連絡したか"):
        note(guest, way=way, result="told", actor=helper)
    assert logged() == []


@pytest.mark.parametrize("mark", ["deceased", "do_not_contact"])
def test_nobody_who_must_be_left_alone(guest, helper, mark):
    Classmate.objects.update(**{mark: True})
    with pytest.raises(Refused, match="連絡を控える印"):
        note(guest, way="line", result="told", actor=helper)
    with pytest.raises(Refused, match="連絡を控える印"):
        send_elsewhere(guest, address="yuko@mail.example", actor=helper)
    assert (logged(), Message.objects.count()) == ([], 0)


def test_a_mistaken_press_is_taken_back(guest, helper):
    log = note(guest, way="line", result="told", actor=helper)
    take_back(log, actor=helper)
    assert (logged(), len(board(guest.reunion))) == ([], 1)
    assert Entry.objects.about(guest).first().sentence == (
        "高田 裕子さんに連絡した記録（LINE：伝えた）を取り消しました"
    )


def test_a_mail_that_has_left_is_not_taken_back(guest, helper):
    log = send_elsewhere(guest, address="yuko@mail.example", actor=helper)
    with pytest.raises(Refused):
        take_back(log, actor=helper)
    assert logged() == [("resent", "tried", "")]


def test_sent_elsewhere_the_address_is_kept_and_both_get_the_letter(helper, guest):
    other = cast.guest(guest.reunion, "森 薫 もり かおる", email="kaoru@docomo.ne.jp")
    send_elsewhere(other, address="ｋａｏｒｕ＠gmail.com", actor=helper)
    other.refresh_from_db()
    assert (other.email, other.second_email) == ("kaoru@docomo.ne.jp", "kaoru@gmail.com")
    recipients = Message.objects.order_by("id").values_list("recipient", flat=True)
    assert list(recipients) == ["kaoru@docomo.ne.jp", "kaoru@gmail.com"]
    sentences = Entry.objects.about(other).order_by("id").values_list("sentence", "actor")
    assert list(sentences) == [
        ("森 薫さんの別の宛先を書き留めました", helper.pk),
        ("森 薫さんに連絡しました（別のアドレスへ再送：連絡してみた）", helper.pk),
    ]


def test_a_fourth_copy_on_one_day_is_refused_and_nothing_is_half_done(guest, helper):
    for number in range(3):
        send_elsewhere(guest, address=f"yuko{number}@mail.example", actor=helper)
    with pytest.raises(Refused, match="3通"):
        send_elsewhere(guest, address="yuko9@mail.example", actor=helper)
    guest.refresh_from_db()
    assert (guest.second_email, len(logged())) == ("yuko2@mail.example", 3)
