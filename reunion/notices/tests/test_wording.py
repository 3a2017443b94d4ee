"""One text becomes each person's letter."""

from django.urls import reverse

from reunion import cast
from reunion.mail.models import Message
from reunion.mail.unsubscribing import unsubscribe_url
from reunion.notices.addressees import Addressee, addressees
from reunion.notices.wording import doubtful_opening, for_line, key_of, letter_of
from reunion.registrations.links import personal_url
from reunion.roster.models import ContactPoint

TEXT = "会場が決まりました。\n\nくわしくは専用ページをどうぞ。\n｛専用ページ｝\n\n申込番号　｛申込番号｝"


def only_one(announcement) -> Addressee:
    (found,) = [found for found in addressees(announcement) if isinstance(found, Addressee)]
    return found


def way_out(announcement, addressee) -> str:
    return unsubscribe_url(Message(reunion=announcement.reunion, key=key_of(announcement, addressee)))


def test_a_classmate_reads_their_name_and_then_the_matter(mamagawa, announce, settings):
    guest = cast.guest(mamagawa)
    announcement = announce(text=TEXT)
    written = letter_of(announcement, only_one(announcement))
    assert written.subject == "【真間川高校 還暦同窓会】会場が決まりました"
    assert written.body == (
        "高田 裕子 様\n\n"
        "会場が決まりました。\n\n"
        f"くわしくは専用ページをどうぞ。\n{personal_url(guest)}\n\n"
        f"申込番号　{guest.reference}\n\n"
        f"--\n真間川高校 還暦同窓会\n{settings.SITE_URL}{reverse('public:landing', args=['mamagawa'])}\n\n"
        "このお知らせを止めるときは、こちらからどうぞ。\n"
        f"{way_out(announcement, only_one(announcement))}\n"
    )


def test_a_teacher_is_greeted_with_honour(mamagawa, announce):
    cast.registration(
        mamagawa,
        teacher=cast.teacher(mamagawa),
        is_teacher=True,
        family_name="原田",
        given_name="正",
        email="teacher@example.jp",
    )
    announcement = announce()
    body = letter_of(announcement, only_one(announcement)).body
    honour = "先生におかれましては、ますますご健勝のことと\nお慶び申し上げます。"
    assert body.startswith(f"原田 正 先生\n\n{honour}\n\n会場は駅前です。")


def test_a_text_that_begins_with_the_name_is_not_given_a_second_one(mamagawa, announce):
    cast.guest(mamagawa)
    announcement = announce(text="｛お名前｝さん、お元気ですか。\n\n会場は駅前です。")
    body = letter_of(announcement, only_one(announcement)).body
    assert body.startswith("高田 裕子さん、お元気ですか。\n\n会場は駅前です。\n")


def test_whom_only_the_roster_knows_is_led_to_the_public_page(mamagawa, announce, settings):
    known = cast.classmate(mamagawa)
    ContactPoint.objects.create(classmate=known, kind="mail", value="known@example.jp")
    announcement = announce("all", text=TEXT)
    body = letter_of(announcement, only_one(announcement)).body
    landing = settings.SITE_URL + reverse("public:landing", args=["mamagawa"])
    assert f"くわしくは専用ページをどうぞ。\n{landing}\n\n--" in body
    assert "申込番号" not in body


def test_names_of_the_reunion_may_stand_in_subject_and_text(mamagawa, announce):
    cast.guest(mamagawa)
    announcement = announce(subject="｛開催日｝のこと", text="｛学校｝のみなさんへ")
    written = letter_of(announcement, only_one(announcement))
    day = mamagawa.held_on
    assert written.subject.startswith(f"【真間川高校 還暦同窓会】{day.year}年{day.month}月{day.day}日（")
    assert "\n\n真間川高等学校のみなさんへ\n\n" in written.body


def test_for_line_there_is_no_subject_no_opening_and_no_end(mamagawa, announce, settings):
    announcement = announce(text=f"｛お名前｝｛敬称｝\n\n{TEXT}\n\n{'会場は駅前です。' * 8}")
    landing = settings.SITE_URL + reverse("public:landing", args=["mamagawa"])
    assert for_line(announcement) == (
        "みなさん\n\n会場が決まりました。\n\n"
        f"くわしくは専用ページをどうぞ。\n{landing}\n\n{'会場は駅前です。' * 8}"
    )


def test_an_opening_as_to_a_business_is_pointed_out():
    assert "お世話になっております" in doubtful_opening("いつもお世話になっております。\n会場は駅前です。")
    assert doubtful_opening("会場は駅前です。") == ""
