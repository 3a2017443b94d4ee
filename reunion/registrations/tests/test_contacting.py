import datetime as dt

import pytest
from django.utils import timezone, translation

from reunion import cast
from reunion.events.models import Reunion
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail.models import Message
from reunion.registrations.changing import MOST_LETTERS_A_DAY
from reunion.registrations.contacting import Contact, correct_contact, correct_own_contact, send_to
from reunion.registrations.proving import Proof, prove
from reunion.registrations.telling import MOST_COPIES_A_DAY
from reunion.roster.models import ContactPoint

pytestmark = pytest.mark.django_db

CONTACT = {"email": "", "second_email": "", "phone": "", "line_is_fine": False, "transfer_name": ""}


def recipients():
    return list(Message.objects.order_by("id").values_list("recipient", flat=True))


def guest_at(address="yuko@mail.example", **changes):
    return cast.guest(cast.mamagawa(), email=address, **changes)


def test_a_changed_address_gets_the_letter_of_the_moment_and_the_proof_is_gone():
    guest = guest_at()
    prove(guest, proof=Proof.PRESSED)
    correct_own_contact(guest, contact=Contact(email="new@mail.example"))
    guest.refresh_from_db()
    assert (guest.email, guest.proof, guest.proven_at) == ("new@mail.example", "", None)
    assert recipients() == ["new@mail.example"]


def test_the_committee_moves_it_by_the_same_rule():
    guest = guest_at()
    prove(guest, proof=Proof.SEEN)
    actor = cast.member(guest.reunion)
    correct_contact(guest, **(CONTACT | {"email": "new@mail.example"}), actor=actor)
    guest.refresh_from_db()
    assert (guest.email, guest.proof, recipients()) == ("new@mail.example", "", ["new@mail.example"])


def test_the_same_address_in_other_letters_moves_nothing():
    guest = guest_at()
    prove(guest, proof=Proof.PRESSED)
    correct_own_contact(guest, contact=Contact(email="Yuko@Mail.example", phone="０９０ー１１１１ー２２２２"))
    guest.refresh_from_db()
    assert (guest.proof, guest.phone, recipients()) == ("pressed", "090-1111-2222", [])


def test_everything_about_reaching_a_guest_is_taken_as_it_comes():
    guest = guest_at()
    contact = Contact(
        email="yuko@mail.example",
        second_email="mailto:ｙｕｋｏ２＠mail.example",
        line_is_fine=True,
        current_family_name=" 石井 ",
        current_family_kana="イシイ",
    )
    correct_own_contact(guest, contact=contact)
    guest.refresh_from_db()
    assert (guest.second_email, guest.line_is_fine) == ("yuko2@mail.example", True)
    assert (guest.current_family_name, guest.current_family_kana) == ("石井", "いしい")
    assert recipients() == ["yuko@mail.example", "yuko2@mail.example"]


def test_the_roster_learns_it_and_forgets_nothing():
    guest = guest_at()
    ContactPoint.objects.create(classmate=guest.classmate, kind="mail", value="old@mail.example")
    correct_own_contact(guest, contact=Contact(email="new@mail.example"))
    assert set(ContactPoint.objects.values_list("value", flat=True)) >= {
        "old@mail.example",
        "new@mail.example",
    }


def test_no_address_is_no_obstacle_and_no_letter():
    guest = guest_at()
    correct_own_contact(guest, contact=Contact(phone="090-1111-2222"))
    guest.refresh_from_db()
    assert (guest.email, recipients()) == ("", [])


def test_a_second_address_gets_the_letter_too():
    guest = guest_at()
    send_to(guest, address="other@mail.example")
    guest.refresh_from_db()
    assert guest.second_email == "other@mail.example"
    assert recipients() == ["yuko@mail.example", "other@mail.example"]


def test_the_first_address_never_becomes_the_second():
    guest = guest_at()
    send_to(guest, address="YUKO@mail.example")
    guest.refresh_from_db()
    assert (guest.second_email, recipients()) == ("", ["yuko@mail.example"])


def test_a_few_copies_a_day_are_enough():
    guest = guest_at()
    for number in range(MOST_COPIES_A_DAY + 2):
        send_to(guest, address=f"other{number}@mail.example")
    assert len(recipients()) == 2 * MOST_COPIES_A_DAY


def test_nor_is_the_page_a_way_to_send_mail_to_many():
    guest = guest_at()
    for number in range(MOST_LETTERS_A_DAY + 5):
        correct_own_contact(guest, contact=Contact(email=f"other{number}@mail.example"))
    assert len(recipients()) == MOST_LETTERS_A_DAY


def test_it_works_after_the_deadline_but_not_after_the_day():
    guest = guest_at()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Reunion.objects.update(signup_deadline=yesterday, state="closed")
    correct_own_contact(guest, contact=Contact(email="new@mail.example"))
    Reunion.objects.update(held_on=yesterday)
    for press in (
        lambda: correct_own_contact(guest, contact=Contact(email="late@mail.example")),
        lambda: send_to(guest, address="late@mail.example"),
    ):
        with pytest.raises(Refused, match="もう終わりました"):
            press()
    guest.refresh_from_db()
    assert (guest.email, guest.second_email) == ("new@mail.example", "")


def test_the_journal_holds_no_address_and_is_japanese():
    guest = guest_at()
    with translation.override("en"):
        correct_own_contact(guest, contact=Contact(email="new@mail.example", phone="090-1111-2222"))
        send_to(guest, address="other@mail.example")
    said = list(Entry.objects.order_by("id").values_list("sentence", flat=True))
    assert said == [
        "高田 裕子さんが専用ページで連絡先を直しました",
        "申込から名簿に書き足しました：メール、電話",
        "高田 裕子さんが専用ページで別の宛先を知らせました",
    ]


def test_the_committee_corrects_the_second_address_and_line_too():
    guest = guest_at()
    prove(guest, proof=Proof.SEEN)
    typed = {"email": "yuko@mail.example", "second_email": "ｙｕｋｏ２＠mail.example", "line_is_fine": True}
    correct_contact(guest, **(CONTACT | typed), actor=cast.member(guest.reunion))
    guest.refresh_from_db()
    assert (guest.second_email, guest.line_is_fine, guest.proof) == ("yuko2@mail.example", True, "seen")
    assert recipients() == ["yuko@mail.example", "yuko2@mail.example"]


def test_a_second_address_that_is_the_only_one_is_the_address():
    guest = guest_at("")
    send_to(guest, address="yuko@mail.example")
    guest.refresh_from_db()
    assert (guest.email, guest.second_email) == ("yuko@mail.example", "")
    correct_own_contact(guest, contact=Contact(second_email="other@mail.example"))
    guest.refresh_from_db()
    assert (guest.email, guest.second_email) == ("other@mail.example", "")


def test_addresses_that_change_places_send_no_letter():
    guest = guest_at(second_email="yuko2@mail.example")
    prove(guest, proof=Proof.PRESSED)
    contact = Contact(email="yuko2@mail.example", second_email="yuko@mail.example")
    correct_own_contact(guest, contact=contact)
    guest.refresh_from_db()
    assert (guest.addresses, guest.proof, recipients()) == (
        ["yuko2@mail.example", "yuko@mail.example"],
        "",
        [],
    )
