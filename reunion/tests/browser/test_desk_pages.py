"""Every page of the desk, as an organizer meets it: no barrier, nothing too small, no scrolling aside."""

import pytest
from django.urls import reverse

from reunion.payments.tests.bank_files import yucho
from reunion.postcards.models import Printout
from reunion.tests.test_house import all_patterns

from .desk import Walk, name_of, walk
from .looking import barriers, sideways, small_targets, small_text
from .visitor import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-desk")]

NARROW = {"width": 360, "height": 740}
YEARBOOK = "組,番号,氏名,ふりがな,住所\nA,1,安藤 茂,あんどう しげる,千葉県市川市八幡3-6-18\nA,2,高田,,\n"
REPLIES = "email,klass,family_at_school,given,attendance\nan@docomo.ne.jp,3-A,安藤,茂,出席\nx,,,,\n"
OTHER_BANK = "日付,摘要,入金,出金,残高\n2026/11/20,タカダ　ユウコ,12000,,108000\n"
OTHER_ACCOUNT = yucho(("20261101", 9, 8000, "アンドウ　シゲル"), account="12345-7654321")


def problems(page) -> dict[str, list[str]]:
    """Light on a laptop and dark on a phone; sideways on the narrowest phone, which is 400 % of a laptop."""
    page.set_viewport_size(LAPTOP)
    page.emulate_media(color_scheme="light")
    found = {"laptop": barriers(page) + sideways(page) + small_text(page, least=17)}
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    found["phone"] = barriers(page) + small_targets(page)
    page.set_viewport_size(PHONE)
    found["narrow"] = sideways(page)
    return {where: what for where, what in found.items() if what}


@pytest.fixture
def organizer(house, visit):
    visitor = visit(LAPTOP)
    visitor.signs_in(house.organizer)
    return visitor


def whole_desk(house, client) -> Walk:
    """What an organizer finds, and what only class staff find (whom an organizer may follow there)."""
    client.force_login(house.class_staff)
    for_class_staff = walk(client, f"{house.desk}home/")
    client.force_login(house.organizer)
    walked = walk(client, f"{house.desk}home/")
    pages = for_class_staff.pages | walked.pages | {"staff:reunions": "/staff/"}
    being_made = reverse("staff:postcards:printout", args=[house.reunion.slug, Printout.objects.get().pk])
    pages["staff:postcards:printout"] = being_made  # where a press leads; its file, once it is made
    return Walk(pages, for_class_staff.files | walked.files | {"staff:postcards:printout_file"})


@pytest.mark.parametrize("half", [0, 1], ids=["one half of them", "the other half"])
def test_every_page_of_the_desk_is_for_everyone(house, organizer, client, half):
    pages = whole_desk(house, client).pages
    found = {name: problems(organizer.go(pages[name])) for name in sorted(pages)[half::2]}
    assert {name: what for name, what in found.items() if what} == {}


def test_links_lead_to_every_page_of_the_desk(house, client):
    """What no link leads to is a press, which a browser cannot open."""
    walked = whole_desk(house, client)
    reached = {name.split()[0] for name in [*walked.pages, *walked.files]} | {"staff:demo:sign_in"}
    unreached = [
        (name, pattern)
        for name, pattern in all_patterns()
        if name.startswith("staff:") and name not in reached
    ]
    answers = {}
    for name, pattern in unreached:
        words = dict.fromkeys(pattern.pattern.converters, 1) | {"slug": house.reunion.slug}
        answers[name] = client.get(reverse(name, kwargs=words)).status_code
    answers_without_a_file = {"staff:payments:columns": 302}
    assert answers == dict.fromkeys(answers, 405) | answers_without_a_file


@pytest.mark.parametrize(
    ("page_name", "file_name", "data", "led_to"),
    [
        ("roster:import", "名簿.csv", YEARBOOK.encode(), "roster:upload"),
        ("roster:import", "買い物.csv", "買い物,数\n牛乳,2\n".encode(), "roster:import"),
        ("registrations:import", "返信.csv", REPLIES.encode(), "registrations:import"),
        ("payments:upload", "meisai.csv", OTHER_ACCOUNT, "payments:upload"),
        ("payments:upload", "chigin.csv", OTHER_BANK.encode("cp932"), "payments:upload"),
        ("payments:upload", "kire.csv", OTHER_ACCOUNT[:-20], "payments:upload"),
    ],
    ids=["a yearbook", "no yearbook", "replies", "another account", "another bank", "cut off"],
)
def test_what_the_desk_says_to_a_file_is_for_everyone(house, organizer, page_name, file_name, data, led_to):
    page = organizer.go(reverse(f"staff:{page_name}", args=[house.reunion.slug]))
    page.set_input_files("[type=file]", {"name": file_name, "mimeType": "text/csv", "buffer": data})
    page.locator("main form[enctype] button").first.click()
    page.wait_for_load_state()
    assert problems(page) == {}
    assert name_of(page.url) == f"staff:{led_to}"
