import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reunion import cast
from reunion.registrations.models import Registration, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def desk(client, reunion):
    client.force_login(cast.member(reunion))
    return client


def page(reunion, name, *args):
    return reverse(f"staff:registrations:{name}", args=[reunion.slug, *args])


def typed(reunion, **changes):
    details = {
        "submission": str(uuid.uuid4()),
        "channel": "telephone",
        "attending": "coming",
        "homeroom": cast.homeroom(reunion).pk,
        "family_name": "高田",
        "given_name": "裕子",
        "family_kana": "",
        "given_kana": "",
    }
    return details | changes


def test_a_reply_by_telephone_goes_through_the_same_rules(desk, reunion):
    yuko = cast.classmate(reunion)
    party = reunion.program_items.get(kind="after_party")
    details = typed(reunion, items=[party.pk], show_surname="on")
    answer = desk.post(page(reunion, "new"), details)
    registration = Registration.objects.get()
    assert answer.url == page(reunion, "detail", registration.pk)
    assert (registration.classmate, registration.channel, registration.amount_due) == (
        yuko,
        "telephone",
        12000,
    )
    assert registration.consents.get().wording == "名字を公開ページに載せてよいと、本人から聞いた"


def test_a_double_click_enters_it_once(desk, reunion):
    cast.classmate(reunion)
    details = typed(reunion)
    for _click in range(2):
        desk.post(page(reunion, "new"), details)
    assert Registration.objects.count() == 1


def test_a_reply_that_waits_leads_straight_to_the_decision(desk, reunion):
    answer = desk.post(page(reunion, "new"), typed(reunion))
    assert answer.url == page(reunion, "decide", Registration.objects.get().pk)


def test_what_was_typed_stays_beside_the_error(desk, reunion):
    answer = desk.post(page(reunion, "new"), typed(reunion, attending="", family_kana="高田"))
    text = answer.content.decode()
    assert "参加か欠席かを選んでください。" in text
    assert "ひらがなかカタカナで書いてください。例 たかだ" in text
    assert 'value="裕子"' in text
    assert Registration.objects.count() == 0


def test_a_likely_slip_in_the_address_is_taken_and_pointed_out(desk, reunion):
    cast.classmate(reunion)
    answer = desk.post(page(reunion, "new"), typed(reunion, email="yuko@docomo.ne.jo"), follow=True)
    assert Registration.objects.get().email == "yuko@docomo.ne.jo"
    assert "「yuko@docomo.ne.jp」ではないか、ご確認ください。" in answer.content.decode()


def test_a_teacher_is_chosen_and_owes_nothing(desk, reunion):
    harada = cast.teacher(reunion)
    details = {
        "submission": str(uuid.uuid4()),
        "channel": "telephone",
        "attending": "coming",
        "teacher": harada.pk,
    }
    desk.post(page(reunion, "new_teacher"), details)
    registration = Registration.objects.get()
    assert (registration.teacher, registration.state, registration.amount_due) == (harada, State.COMING, 0)
    details["submission"] = str(uuid.uuid4())
    answer = desk.post(page(reunion, "new_teacher"), details)
    assert "この先生のお返事は、もう登録されています。" in answer.content.decode()


def test_a_table_of_replies_is_taken_in(desk, reunion):
    cast.classmate(reunion)
    data = "氏名,組,出欠\n高田 裕子,A,出席\n別人 進,A,出席\n森 実,A,未定\n".encode()
    answer = desk.post(page(reunion, "import"), {"file": SimpleUploadedFile("replies.csv", data)})
    text = answer.content.decode()
    for words in ("新しい申込 2件", "そのうち 1件は", "読めなかった 1行は", "4行目"):
        assert words in text
    assert Registration.objects.count() == 2


def test_a_file_that_is_no_table_is_refused(desk, reunion):
    answer = desk.post(page(reunion, "import"), {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})
    assert answer.context["form"].errors["file"]
    assert Registration.objects.count() == 0
