"""恩師の方はこちら: the same way, with honour and without a word of money."""

import re

from reunion import cast
from reunion.mail.models import Message
from reunion.public.signup import wordings
from reunion.registrations.models import Registration

from .guests import CHECKED, SENT, TEACHERS_URL, URL, sent_by, typed_by_teacher

MONEY = re.compile("円|会費(?!はいただきません)|振込|口座|名義")


def test_the_form_leads_to_the_teachers_door(client, reunion):
    assert f'href="{TEACHERS_URL}"' in client.get(URL).content.decode()
    assert f'href="{URL}"' in client.get(TEACHERS_URL).content.decode()


def test_the_name_is_enough_and_nobody_speaks_of_money(client, reunion):
    form = client.get(TEACHERS_URL)
    confirmation = client.post(TEACHERS_URL, typed_by_teacher() | CHECKED)
    done = client.post(TEACHERS_URL, sent_by(confirmation, step="send"), follow=True)
    for page in (form, confirmation, done):
        assert MONEY.findall(page.content.decode()) == []
    assert "原田 先生" in confirmation.content.decode()
    assert "先生にお目にかかれる日を、楽しみにしております。" in done.content.decode()
    kept = Registration.objects.get()
    assert (kept.is_teacher, kept.state, kept.amount_due) == (True, "waiting", 0)


def test_everything_a_teacher_may_say_is_kept(client, reunion):
    items = [str(item.pk) for item in reunion.program_items.filter(kind="after_party")]
    answers = typed_by_teacher(
        given_name="正",
        family_kana="ハラダ",
        email="harada@example.jp",
        phone="０４７（３２４）５８２０",
        items=items,
        companion_1="原田 よし",
        needs="椅子の席",
        needs_consent="on",
        show_surname="yes",
        note="みなさんに会えるのが楽しみです",
    )
    client.post(TEACHERS_URL, answers | SENT)
    kept = Registration.objects.get()
    assert (kept.family_name, kept.given_name, kept.family_kana) == ("原田", "正", "はらだ")
    assert (kept.phone, kept.needs, kept.show_surname) == ("047(324)5820", "椅子の席", True)
    assert sorted(kept.chosen_items.values_list("item__kind", flat=True)) == ["after_party", "main"]
    assert sum(chosen.cost for chosen in kept.chosen_items.all()) == 0
    assert [companion.name for companion in kept.companions.all()] == ["原田 よし"]
    surname = kept.consents.get(purpose="show_surname")
    assert surname.wording == str(wordings.TEACHER_SURNAME)
    assert "1234567" not in Message.objects.get().body


def test_only_what_is_open_to_teachers_is_offered(client, reunion):
    tour = reunion.program_items.get(kind="school_tour")
    tour.open_to = "classmates"
    tour.save()
    assert "校内見学" in client.get(URL).content.decode()
    assert "校内見学" not in client.get(TEACHERS_URL).content.decode()


def test_a_teacher_without_a_name_is_asked_with_respect(client, reunion):
    page = client.post(TEACHERS_URL, typed_by_teacher(family_name="") | CHECKED).content.decode()
    assert "先生のお名前をお書きください。" in page


def test_a_teacher_may_decline(client, reunion):
    cast.teacher(reunion)
    done = client.post(TEACHERS_URL, typed_by_teacher(attending="no") | SENT, follow=True).content.decode()
    assert "お返事を承りました" in done
    assert "同級生にも知らせる" not in done
    assert Registration.objects.get().attending is False
