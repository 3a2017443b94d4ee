"""The check of every day: when it is made, what has turned red since, what stays in the dark."""

import datetime as dt

import pytest
from django.utils import timezone

from reunion.mail.domain import keeping
from reunion.mail.models import DomainCheck
from reunion.mail.tasks import check_domain_if_due, check_domain_now

pytestmark = pytest.mark.django_db
HERE = "reunion.example"
ALL = ["spf", "dkim", "dmarc", "ptr", "dnsbl", "tls"]


@pytest.fixture(autouse=True)
def real_domain(settings):
    settings.EMAIL_CONFIGURED = True
    settings.DEFAULT_FROM_EMAIL = "真間川高校 <kanji@Reunion.example>"


@pytest.fixture
def impatient_asking(monkeypatch):
    """Whatever the name servers of this machine say, nobody waits for them."""
    monkeypatch.setattr("reunion.mail.domain.asking.SECONDS_FOR_ONE_TRY", 0.1)
    monkeypatch.setattr("reunion.mail.domain.asking.SECONDS_FOR_A_QUESTION", 0.2)


def kept(*days: str, names: tuple[str, ...] = ("spf", "dnsbl")) -> None:
    """A check a day, the last today; each day is a colour for every name, by first letter: "gr" or "g"."""
    colours = {"g": "green", "y": "yellow", "r": "red", "u": "unknown"}
    for age, day in zip(range(len(days) - 1, -1, -1), days, strict=True):
        letters = day if len(day) > 1 else day * len(names)
        checks = [
            {"name": name, "colour": colours[letter], "found": "", "advice": "", "record": ""}
            for name, letter in zip(names, letters, strict=True)
        ]
        moment = timezone.now() - dt.timedelta(days=age)
        DomainCheck.objects.create(domain=HERE, checked_at=moment, checks=checks)


def test_the_domain_is_that_of_our_own_address(settings):
    assert keeping.sending_domain() == HERE
    settings.DEFAULT_FROM_EMAIL = "reunion@localhost"
    assert keeping.sending_domain() == ""
    settings.DEFAULT_FROM_EMAIL, settings.EMAIL_CONFIGURED = "kanji@reunion.example", False
    assert keeping.sending_domain() == ""


def test_without_mail_nothing_is_checked(settings):
    settings.EMAIL_CONFIGURED = False
    assert (keeping.check_and_keep(), keeping.check_if_due()) == (None, None)
    assert not DomainCheck.objects.exists()


def test_all_six_are_kept_as_they_were_found(impatient_asking, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    check_domain_now()
    check = keeping.newest(HERE)
    assert (check.domain, [one["name"] for one in check.checks]) == (HERE, ALL)
    assert set(check.checks[0]) == {"name", "colour", "found", "advice", "record"}


def test_once_a_day_is_enough_unless_somebody_asks(impatient_asking, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    check_domain_if_due()
    check_domain_if_due()
    assert DomainCheck.objects.count() == 1
    check_domain_now()
    assert DomainCheck.objects.count() == 2
    DomainCheck.objects.update(checked_at=timezone.now() - dt.timedelta(hours=23, minutes=1))
    check_domain_if_due()
    assert DomainCheck.objects.count() == 3


@pytest.mark.parametrize(
    ("days", "turned", "from_the_start"),
    [
        ([], [], []),
        (["g"], [], []),
        (["gr"], [], ["dnsbl"]),
        (["gg", "gr"], ["dnsbl"], []),
        (["yg", "ry"], ["spf"], []),
        (["g", "gr", "gr", "gr"], ["dnsbl"], []),
        (["g", "u", "gr"], ["dnsbl"], []),
        (["gr", "gu", "gr"], [], ["dnsbl"]),
        (["g", "r", "g"], [], []),
        (["g", "u"], [], []),
        (["g", "r", "u"], [], []),
    ],
)
def test_what_turned_red(days, turned, from_the_start):
    kept(*days)
    assert keeping.turned_red(keeping.kept_checks(HERE)) == turned
    assert keeping.red_from_the_start(keeping.kept_checks(HERE)) == from_the_start
    assert keeping.turned_red(keeping.kept_checks("elsewhere.example")) == []


@pytest.mark.parametrize(
    ("days", "names"),
    [
        ([], []),
        (["g", "u", "u"], []),
        (["g", "gu", "gu", "gu"], ["dnsbl"]),
        (["gu", "gu", "gu", "gu"], []),
        (["u", "u", "u"], ["spf", "dnsbl"]),
        (["g", "u", "g", "u"], []),
        (["g", "gu", "gr", "gu"], []),
    ],
)
def test_what_could_not_be_checked_for_three_days(days, names):
    kept(*days)
    assert keeping.unknown_for_days(keeping.kept_checks(HERE)) == names


def test_three_checks_on_one_day_are_not_three_days():
    kept("u")
    DomainCheck.objects.bulk_create(
        [DomainCheck(domain=HERE, checks=DomainCheck.objects.first().checks) for _time in range(3)]
    )
    assert keeping.unknown_for_days(keeping.kept_checks(HERE)) == []


def test_checks_of_more_than_400_days_ago_are_forgotten(impatient_asking, settings):
    for days in (401, 399):
        moment = timezone.now() - dt.timedelta(days=days)
        DomainCheck.objects.create(domain="old.example", checked_at=moment, checks=[])
    keeping.check_and_keep()
    found = DomainCheck.objects.order_by("checked_at").values_list("domain", flat=True)
    assert list(found) == ["old.example", keeping.sending_domain()]
