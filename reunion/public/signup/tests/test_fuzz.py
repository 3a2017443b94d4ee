"""Whatever Unicode comes into whatever field at whatever step: an answer, and nothing typed is lost."""

import uuid
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reunion import cast
from reunion.mail.mime import as_mail
from reunion.mail.models import Message
from reunion.public.signup.forms import ClassmateForm, TeacherForm
from reunion.registrations.models import Registration

from .guests import TEACHERS_URL, URL, as_sent, fields_of, typed, typed_by_teacher

OF_TEACHERS = [name for name in TeacherForm.base_fields if name != "opened"]
OF_CLASSMATES = [name for name in ClassmateForm.base_fields if name != "opened"]
UNSEEN = ["opened", "offered", "shown", "language"]
NEVER_SHOWN = {"submission", "opened", "website", "told_full", "offered", "step", "shown", "language"}
CHOSEN = {"attending", "homeroom", "items", "show_surname"}
TICKED = {
    "line_is_fine",
    "needs_consent",
    "keep_for_next_time",
    "email_is_right",
    "second_email_is_right",
}

MARKS = [
    "\x00",
    "あ\x00い",
    "\u202e右から\u202c",
    "\u200f\u061c",
    "が",
    "e\u0301\u0301\u0301",
    "👨‍👩‍👧",
    "葛\U000e0100",
    "\ue000\U0010ffff",
    "\ufffe\uffff",
    "\r",
    "\n\n先頭",
    "末尾\r\n",
    "\t \u3000\u00a0",
    "<script>alert(1)</script>",
    "</textarea><b>",
    "&amp;&#0;&lt;",
    "\"'`",
    "{{ form }}{% url %}",
    "%s%(x)s%",
    "' OR 1=1 --",
    "a@b@c",
    "@",
    "..@docomo.ne.jp",
    '"a..b"@docomo.ne.jp',
    "yuko@gmial.com",
    "ｙ＠ｅｚｗｅｂ．ｎｅ．ｊｐ",
    "-1",
    "9" * 5000,
    "１２３",
    "あ" * 3000,
    "𠮷" * 300,
]
CHARACTERS = st.characters(exclude_categories=["Cs"])
ANYTHING = st.one_of(st.sampled_from(MARKS), st.text(CHARACTERS, max_size=60))
STEPS = st.sampled_from(["check", "change", "send", "wait", "send", "", "nonsense"])
WALKERS = count(1)


def forms(names: list[str], right: dict) -> st.SearchStrategy:
    """A form as it should be, of somebody new, with anything in some fields."""
    odd = st.dictionaries(st.sampled_from([*names, *UNSEEN]), ANYTHING, max_size=6)
    return st.builds(lambda step, odd: right | newcomer() | {"step": step} | odd, STEPS, odd)


def newcomer() -> dict:
    number = next(WALKERS)
    return {"submission": str(uuid.UUID(int=number)), "email": f"guest{number}@example.jp"}


def is_kept(page, name: str, value) -> bool:
    """What stands in the form is what a browser would send again."""
    shown = [as_sent(text) for text in fields_of(page).values.get(name, [])]
    wanted = [as_sent(str(text)) for text in (value if isinstance(value, list) else [value])]
    return shown == wanted


def check(client, url: str, answers: dict) -> None:
    page = client.post(url, answers, REMOTE_ADDR=f"10.0.{next(WALKERS) % 250}.1")
    assert page.status_code in (200, 302, 429)
    if page.status_code == 302:
        assert client.get(page.url).status_code == 200
        return
    lost = {
        name: value
        for name, value in answers.items()
        if name not in NEVER_SHOWN | CHOSEN | TICKED and not is_kept(page, name, value)
    }
    assert lost == {}


MANY = settings(
    max_examples=200,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def houseful(reunion):
    """One class and one classmate, so that whatever can happen may happen."""
    cast.classmate(reunion)
    reunion.program_items.filter(kind="after_party").update(places=60)
    return reunion


def test_the_form_of_classmates(client, houseful):
    right = typed(houseful, companion_1="石井 太郎", needs="車いす", needs_consent="on")

    @MANY
    @given(answers=forms(OF_CLASSMATES, right))
    def anything_is_typed(answers):
        check(client, URL, answers)

    anything_is_typed()
    assert Registration.objects.count() > 5


def test_the_form_of_teachers(client, houseful):
    right = typed_by_teacher(given_name="正", email="harada@example.jp", phone="047-324-5820")

    @MANY
    @given(answers=forms(OF_TEACHERS, right))
    def anything_is_typed(answers):
        check(client, TEACHERS_URL, answers)

    anything_is_typed()
    assert Registration.objects.filter(is_teacher=True).count() > 5


def test_every_odd_text_in_every_field_at_once(client, houseful):
    for mark in MARKS:
        check(client, URL, dict.fromkeys([*OF_CLASSMATES, *UNSEEN], mark) | {"step": "send"})
        right = typed(houseful, family_name=mark, note=mark, needs=mark, needs_consent="on", can_reach=mark)
        check(client, URL, right | {"step": "check"})


def test_whatever_was_typed_becomes_a_registration_and_a_letter(client, houseful):
    """Names with marks, line breaks and NUL."""
    for number, mark in enumerate(MARKS):
        name = {"family_name": f"高{mark[:30]}田", "note": mark[:900], "email": f"guest{number}@example.jp"}
        page = client.post(URL, typed(houseful, items=[], **name) | {"step": "send"})
        assert page.status_code == 302, repr(mark)
    assert Registration.objects.count() == Message.objects.count() == len(MARKS)
    for message in Message.objects.all():
        assert as_mail(message).message()["To"] == message.recipient
