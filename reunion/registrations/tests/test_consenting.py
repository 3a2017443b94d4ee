import pytest
from django.utils import translation

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.registrations.consenting import Purpose, give, withdraw
from reunion.registrations.models import Consent

pytestmark = pytest.mark.django_db
WORDS = "在学時の名字を載せてもよい"


def consents(guest):
    return [
        (consent.purpose, consent.wording, consent.withdrawn_at is None)
        for consent in guest.consents.order_by("id")
    ]


def shown_guest(**changes):
    guest = cast.guest(cast.mamagawa(), show_surname=True, **changes)
    Consent.objects.create(registration=guest, purpose=Purpose.SHOW_SURNAME, wording=WORDS)
    return guest


def test_taking_it_back_hides_the_surname_and_keeps_what_was_agreed():
    guest = shown_guest()
    withdraw(guest, purpose=Purpose.SHOW_SURNAME)
    guest.refresh_from_db()
    assert not guest.show_surname
    assert consents(guest) == [("show_surname", WORDS, False)]


def test_agreeing_again_is_a_new_row():
    guest = shown_guest()
    withdraw(guest, purpose=Purpose.SHOW_SURNAME)
    give(guest, purpose=Purpose.SHOW_SURNAME, wording="新しい文")
    guest.refresh_from_db()
    assert guest.show_surname
    assert consents(guest) == [("show_surname", WORDS, False), ("show_surname", "新しい文", True)]


def test_pressing_twice_changes_nothing_more():
    guest = shown_guest()
    for _press in range(2):
        give(guest, purpose=Purpose.SHOW_SURNAME, wording=WORDS)
    assert (len(consents(guest)), Entry.objects.count()) == (1, 0)
    for _press in range(2):
        withdraw(guest, purpose=Purpose.SHOW_SURNAME)
    assert (len(consents(guest)), Entry.objects.count()) == (1, 1)


def test_a_surname_shown_on_somebodys_word_alone_can_be_hidden_too():
    guest = cast.guest(cast.mamagawa(), show_surname=True)
    withdraw(guest, purpose=Purpose.SHOW_SURNAME)
    guest.refresh_from_db()
    assert not guest.show_surname


def test_taking_back_the_consent_about_needs_erases_them_at_once():
    guest = cast.guest(cast.mamagawa(), needs="車いすを使います")
    give(guest, purpose=Purpose.NEEDS, wording="準備のためだけに")
    withdraw(guest, purpose=Purpose.NEEDS)
    guest.refresh_from_db()
    assert guest.needs == ""
    assert consents(guest) == [("needs", "準備のためだけに", False)]


def test_the_address_is_kept_for_the_next_time_only_while_agreed():
    guest = cast.guest(cast.mamagawa())
    kept = give(guest, purpose=Purpose.NEXT_TIME, wording="次の会の案内のために").keep_for_next_time
    assert (kept, withdraw(guest, purpose=Purpose.NEXT_TIME).keep_for_next_time) == (True, False)


def test_what_the_organizers_need_for_the_reunion_is_asked_of_them():
    with pytest.raises(Refused, match="幹事へお知らせください"):
        withdraw(cast.guest(cast.mamagawa()), purpose=Purpose.PRIVACY)


def test_the_journal_names_the_purpose_in_japanese_but_not_the_needs():
    guest = cast.guest(cast.mamagawa(), needs="車いすを使います")
    with translation.override("en"):
        withdraw(guest, purpose=Purpose.NEEDS)
    (sentence,) = Entry.objects.values_list("sentence", flat=True)
    assert sentence == "高田 裕子さんが同意を取り消しました：会場での手助けのために体のことを伝える"
