from pathlib import Path

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import Reunion
from reunion.journal.models import Entry
from reunion.keeping.committee import MASKED
from reunion.keeping.forgetting import forget, preview
from reunion.keeping.models import Agreement, Forgetting
from reunion.lib.refused import Refused
from reunion.mail import demo_folder
from reunion.mail.models import Message
from reunion.outreach.models import FamilyAnswer
from reunion.payments.balance import with_balance
from reunion.payments.closing.books import books_of
from reunion.payments.closing.models import Expense, Settlement
from reunion.payments.models import Refund
from reunion.postcards.models import Card, Printout
from reunion.registrations.consenting import give
from reunion.registrations.models import Consent, Registration, State
from reunion.roster.models import Classmate, ContactPoint, YearbookAddress

from . import planting
from .planting import SECRET, settled_house

pytestmark = pytest.mark.django_db

# What names nobody, or is needed by the books, the committee or the installation.
STAYS = {
    "accounts.User": {"email", "name"},
    "journal.Entry": {"actor_name", "action"},
    "events.Reunion": {"name"},
    "events.ProgramItem": {"name", "place", "note"},
    "events.Venue": {"name", "address", "access", "map_url", "phone"},
    "events.VenueBooking": {"room"},
    "events.Milestone": {"name"},
    "events.PlanChange": {"was_place"},
    "events.BankAccount": {"bank", "branch", "kind"},
    "mail.Business": {"name", "department"},
    "mail.LetterTemplate": {"name", "subject", "body"},
    "mail.DomainCheck": {"domain"},
    "mail.MailboxWatch": {"mailbox", "trouble"},
    "mail.RoundTrip": {"message_id", "outcome"},
    "payments.Statement": {"bank", "digest"},
    "payments.StatementLine": {"identity", "kind", "treatment"},
    "payments.MatchRun": {"fingerprint"},
    "payments.Expense": {"what", "payee"},
    "roster.School": {"name"},
    "roster.Homeroom": {"grade", "label"},
    "roster.Club": {"name"},
}
ROSTER_STAYS = {
    "roster.Classmate": {
        "family_name",
        "given_name",
        "family_kana",
        "given_kana",
        "current_family_name",
        "current_family_kana",
        "remarks",
        "doubt",
        "imported_as",
        "imported_text",
    },
    "roster.Teacher": {
        "family_name",
        "given_name",
        "family_kana",
        "given_kana",
        "honorific",
        "postal_code",
        "address",
    },
    "roster.MergedRow": {"mark"},
    "roster.YearbookAddress": {
        "printed_code",
        "printed_address",
        "printed_phone",
        "reason",
        "postal_code",
        "prefecture",
        "municipality",
        "town",
        "rest",
        "care_of",
    },
}


def columns(stays: dict[str, set[str]]) -> set[str]:
    return {f"{label}.{column}" for label, names in stays.items() for column in names}


def forget_all(reunion: Reunion, **choices):
    return forget(reunion, typed=reunion.slug, actor=None, **({"with_roster": False} | choices))


def test_nothing_private_is_left_in_any_table():
    reunion = settled_house()
    planting.plant()
    assert planting.columns_with_secrets() > columns(STAYS | ROSTER_STAYS)
    forget_all(reunion)
    # What was typed for this reunion alone is gone from the roster too.
    learnt = {"roster.Classmate.current_family_name", "roster.Classmate.current_family_kana"}
    assert planting.columns_with_secrets() == columns(STAYS | ROSTER_STAYS) - learnt


def test_with_the_roster_nothing_of_the_year_is_left_either():
    reunion = settled_house()
    planting.plant()
    forget_all(reunion, with_roster=True)
    assert planting.columns_with_secrets() == columns(STAYS)
    assert (Classmate.objects.count(), YearbookAddress.objects.count()) == (0, 0)


def test_the_sums_stay():
    reunion = settled_house()
    cast.guest(reunion, "石井 浩 いしい ひろし", items=("main", "after_party"))

    def sums():
        rows = with_balance(Registration.objects.filter(reunion=reunion)).order_by("pk")
        names = ("pk", "came_in", "went_out", "paid", "due", "open", "kept", "overpaid", "signed_up_at")
        return list(rows.values_list(*names)), books_of(reunion).as_figures()

    before = sums()
    assert sum(due for _pk, _in, _out, _paid, due, *_rest in before[0]) > 0
    forget_all(reunion)
    assert sums() == before


def test_another_reunion_is_not_touched_be_it_of_another_school_or_of_the_same_year():
    same_year = cast.full_house("秘", slug="same-year")
    Forgetting.objects.all().delete()
    cast.full_house("隣", slug="elsewhere", number=5, school="三中", graduated=(1990, 3))
    others = planting.rows_there()
    reunion = settled_house(slug="ours", number=9)
    shared = same_year.signup_links.get().classmate
    cast.registration(reunion, classmate=shared, email="a@example.jp")
    before = planting.everything(others)
    forget_all(reunion)
    assert planting.everything(others) == before


def test_a_second_run_finds_nothing():
    reunion = settled_house()
    assert forget_all(reunion).total > 30
    after = planting.everything()
    assert forget_all(reunion).total == 0
    assert planting.everything() == after


def test_looking_changes_nothing():
    reunion = settled_house()
    before = planting.everything()
    seen = preview(reunion, with_roster=True)
    assert seen.kinds["写真"] == 1
    assert planting.everything() == before
    assert forget_all(reunion, with_roster=True).kinds == seen.kinds


def test_the_files_go_too(django_capture_on_commit_callbacks):
    reunion = settled_house()
    bill, printout = Expense.objects.get(), Printout.objects.get()
    letter = demo_folder.folder() / f"{Message.objects.get().pk}.eml"
    photo = reunion.photos.get()
    paths = [Path(bill.proof.path), Path(photo.small.path), Path(photo.large.path), printout.path, letter]
    for path in (printout.path, letter):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SECRET)
    assert [path.exists() for path in paths] == [True] * 5
    with django_capture_on_commit_callbacks(execute=True):
        forget_all(reunion)
    assert [path.exists() for path in paths] == [False] * 5


def test_who_agreed_stays_with_the_words_they_read():
    reunion = settled_house()
    yes = cast.guest(reunion, "石井 浩 いしい ひろし", email="hiroshi@example.jp", current_family_name="森")
    no = cast.guest(reunion, "森 薫 もり かおる", email="kaoru@example.jp")
    give(yes, purpose=Consent.Purpose.NEXT_TIME, wording="残してよい")
    for guest in (yes, no):
        ContactPoint.objects.create(classmate=guest.classmate, kind="mail", value=guest.email)
    forget_all(reunion, with_roster=True)
    assert list(ContactPoint.objects.values_list("classmate__family_name", "value")) == [
        ("石井", "hiroshi@example.jp")
    ]
    assert list(Classmate.objects.values_list("family_name", flat=True)) == ["石井"]
    [agreement] = Agreement.objects.all()
    assert (agreement.classmate, agreement.wording) == (yes.classmate, "残してよい")
    yes.refresh_from_db()
    assert (yes.classmate, yes.family_name, yes.email, yes.state) == (None, "消去済み", "", State.COMING)


def test_who_has_died_or_wants_no_contact_stays_by_name_alone():
    reunion = settled_house()
    for names, mark in (("石井 浩 いしい ひろし", "deceased"), ("森 薫 もり かおる", "do_not_contact")):
        person = cast.classmate(reunion, names, remarks="x", current_family_name="x", **{mark: True})
        ContactPoint.objects.create(classmate=person, kind="phone", value="x")
        YearbookAddress.objects.create(classmate=person, printed_address="x")
    forget_all(reunion, with_roster=True)
    left = Classmate.objects.order_by("pk").values_list(
        "family_name", "deceased", "do_not_contact", "remarks", "current_family_name"
    )
    assert list(left) == [("石井", True, False, "", ""), ("森", False, True, "", "")]
    assert (ContactPoint.objects.count(), YearbookAddress.objects.count()) == (0, 0)


def test_an_address_from_which_a_card_came_back_is_known_to_the_year():
    reunion = settled_house()
    card = Card.objects.get()
    Card.objects.update(returned_at=timezone.now(), returned_reason="unknown")
    forget_all(reunion)
    address = YearbookAddress.objects.get(classmate=card.classmate_id)
    assert (address.decision, Card.objects.count()) == (YearbookAddress.Decision.UNUSED, 0)


def test_the_journal_says_who_did_what_when_but_not_with_whom():
    reunion = settled_house()
    entry = Entry.objects.filter(reunion_slug=reunion.slug).first()
    forget_all(reunion)
    assert Entry.objects.get(pk=entry.pk).sentence == MASKED
    last = Entry.objects.first()
    assert (last.action, last.sentence) == ("forgotten", "会の個人情報を消しました")


def refusal(reunion: Reunion, **choices) -> str:
    before = planting.everything()
    with pytest.raises(Refused) as refused:
        forget_all(Reunion.objects.get(pk=reunion.pk), **choices)
    assert planting.everything() == before
    return str(refused.value)


def test_what_is_not_over_is_kept():
    reunion = settled_house()
    Reunion.objects.update(state=Reunion.State.OPEN)
    assert refusal(reunion).startswith("まだ受付が終わっていません。")
    Reunion.objects.update(state=Reunion.State.PAST, held_on=timezone.localdate())
    assert refusal(reunion).startswith("まだ開催日が過ぎていません。")


def test_what_is_not_settled_is_kept():
    reunion = settled_house()
    Settlement.objects.update(closed_at=None)
    Refund.objects.update(state="owed", paid_out_on=None, settled_at=None)
    FamilyAnswer.objects.update(outcome="", decided_at=None, what="no_contact")
    said = refusal(reunion)
    assert [word in said for word in ("決算がまだ", "返していない", "ご家族から")] == [True] * 3


def test_the_roster_stays_while_another_reunion_of_the_year_needs_it():
    reunion = settled_house()
    next_one = cast.mamagawa("next", name="次の会")
    assert refusal(reunion, with_roster=True) == (
        "名簿は、同じ学年の「次の会」が使っています。名簿は残してください。"
    )
    forget_all(reunion)
    assert Classmate.objects.filter(cohort=next_one.cohort).count() == 2
    assert ContactPoint.objects.count() == 1


def test_another_address_than_the_reunions_own_is_refused():
    reunion = settled_house()
    with pytest.raises(Refused):
        forget(reunion, typed="mamagawa2", with_roster=False, actor=None)
    assert not Forgetting.objects.exists()
