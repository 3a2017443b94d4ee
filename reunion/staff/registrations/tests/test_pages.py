import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reunion import cast
from reunion.registrations.signing_up import Reply, register
from reunion.team.models import Role
from reunion.tests.signing_in import show_second_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


def page(reunion, name, *args):
    return reverse(f"staff:registrations:{name}", args=[reunion.slug, *args])


def signed_up(reunion, names="高田 裕子 たかだ ゆうこ", *, room="A", known=True, **changes):
    family, given, family_kana, given_kana = names.split()
    if known:
        cast.classmate(reunion, names, room=room)
    details = {
        "attending": True,
        "family_name": family,
        "given_name": given,
        "family_kana": family_kana,
        "given_kana": given_kana,
        "homeroom": cast.homeroom(reunion, room),
    }
    return register(reunion, reply=Reply(**(details | changes)))


def test_the_list_shows_who_comes_and_what_is_open(client, reunion):
    registration = signed_up(reunion, current_family_name="石井")
    client.force_login(cast.member(reunion))
    text = client.get(page(reunion, "list")).content.decode()
    for words in (
        "高田 裕子",
        "いま 石井",
        "3年A組",
        "参加",
        registration.reference,
        "8,000円",
        "あと 8,000円",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=裕子", {"高田 裕子"}),
        ("?q=タカダ", {"高田 裕子"}),
        ("?q=高田 ゆうこ", {"高田 裕子"}),
        ("?q=MINORU@", {"森 実"}),
        ("?state=declined", {"森 実"}),
        ("?state=waiting", {"別人 進"}),
        ("?state=coming&q=実", set()),
        ("", {"高田 裕子", "森 実", "別人 進"}),
    ],
)
def test_the_list_is_filtered_and_searched(client, reunion, query, found):
    signed_up(reunion)
    signed_up(reunion, "森 実 もり みのる", attending=False, email="minoru@mail.example")
    signed_up(reunion, "別人 進 べつじん すすむ", known=False)
    client.force_login(cast.member(reunion))
    rows = client.get(page(reunion, "list") + query).context["page"].object_list
    assert {row.school_name for row in rows} == found


def test_a_reference_is_found_also_in_full_width_digits(client, reunion):
    registration = signed_up(reunion)
    client.force_login(cast.member(reunion))
    wide = registration.reference.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    rows = client.get(page(reunion, "list"), {"q": wide}).context["page"].object_list
    assert list(rows) == [registration]


def test_thirty_registrations_take_as_many_queries_as_one(client, reunion):
    client.force_login(cast.member(reunion))
    signed_up(reunion)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(page(reunion, "list"))
    for number in range(29):
        signed_up(reunion, f"森{number} 実 もり みのる", known=number % 2 == 0)
    with CaptureQueriesContext(connection) as thirty:
        assert len(client.get(page(reunion, "list")).context["page"].object_list) == 30
    assert len(thirty) == len(one)


def test_an_empty_list_says_what_to_do_first(client, reunion):
    client.force_login(cast.member(reunion))
    text = client.get(page(reunion, "list")).content.decode()
    assert "まだだれも申し込んでいません。" in text
    assert "案内ページのアドレスをLINEで配りましょう。" in text


def test_one_registration_is_shown_whole(client, reunion):
    registration = signed_up(reunion, email="yuko@docomo.ne.jp", phone="090-1234-5678", note="楽しみです")
    client.force_login(cast.member(reunion))
    text = client.get(page(reunion, "detail", registration.pk)).content.decode()
    for words in (
        "高田 裕子（たかだ ゆうこ）",
        "yuko@docomo.ne.jp",
        "携帯電話会社のメールは",
        "090-1234-5678",
        "8,000円（入金 0円）",
        "楽しみです",
        "振込のご案内",
        "高田 裕子の申込を受け付けました",
        "/my/",
    ):
        assert words in text


def test_class_staff_see_their_class_without_amounts_and_links(client, reunion):
    own = signed_up(reunion, email="yuko@mail.example")
    claimed = signed_up(reunion, "別人 進 べつじん すすむ", known=False)
    other = signed_up(reunion, "森 実 もり みのる", room="B")
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, rooms="A"))
    response = client.get(page(reunion, "list"))
    assert set(response.context["page"].object_list) == {own, claimed}
    assert "円" not in response.content.decode()
    detail = client.get(page(reunion, "detail", own.pk)).content.decode()
    assert ("8,000円" in detail, "/my/" in detail, "1234567" in detail) == (False, False, False)
    assert client.get(page(reunion, "detail", other.pk)).status_code == 404


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.ORGANIZER, True),
        (Role.SECRETARIAT, True),
        (Role.TREASURER, False),
        (Role.CLASS_STAFF, False),
    ],
)
def test_who_may_change_registrations(client, reunion, role, allowed):
    registration = signed_up(reunion, known=False)
    show_second_step(client, cast.member(reunion, role, rooms="A"))
    pages = [
        page(reunion, "new"),
        page(reunion, "new_teacher"),
        page(reunion, "import"),
        page(reunion, "decide", registration.pk),
        page(reunion, "contact", registration.pk),
        page(reunion, "change", registration.pk, "cancel"),
    ]
    assert {client.get(url).status_code for url in pages} == ({200} if allowed else {403})
    posts = [page(reunion, name, registration.pk) for name in ("tie", "add", "refuse", "letter")]
    answers = {client.post(url).status_code for url in posts}
    assert answers <= ({200, 302, 404} if allowed else {403})


def test_a_registration_of_another_reunion_is_not_found(client, reunion):
    other = cast.mamagawa("other", graduated=(1990, 3))
    registration = signed_up(other)
    client.force_login(cast.member(reunion))
    for name in ("detail", "decide", "contact"):
        assert client.get(page(reunion, name, registration.pk)).status_code == 404


def test_nobody_is_promised_a_mail_who_has_no_address(client):
    reunion = cast.mamagawa()
    client.force_login(cast.member(reunion))
    for email, promised in (("yuko@example.jp", True), ("", False)):
        guest = cast.guest(reunion, email=email)
        page = client.get(f"/staff/mamagawa/registrations/{guest.pk}/change/cancel/").content.decode()
        assert ("メールが届きます" in page, "電話などでお伝えください" in page) == (promised, not promised)
