"""As in earnest, outside of any transaction: the page is kept until something is written, by whomever."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.events.models import Reunion
from reunion.journal.unchanged import state_of_the_database
from reunion.public.landing import kept
from reunion.registrations.models import Registration
from reunion.team.models import Member

from .test_kept import cancel, delete, die, guest_of, page, raw, save, update

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(work, *arguments) -> None:
    """In another thread, which has a connection of its own."""

    def closing():
        try:
            work(*arguments)
        finally:
            connection.close()

    thread = threading.Thread(target=closing)
    thread.start()
    thread.join()


def tries() -> range:
    """A PostgreSQL server names the writes of all its databases, and other tests write at the same time."""
    return range(200 if connection.vendor == "postgresql" else 1)


def seen_until_nothing_more_is_asked(client) -> str:
    for _again in range(3):
        text = page(client)
    for _try in tries():
        with CaptureQueriesContext(connection) as queries:
            assert page(client) == text
        if len(queries) == 1:
            break
    assert [query["sql"] for query in queries if "events_reunion" in query["sql"]] == []
    assert len(queries) == 1
    return text


@pytest.mark.parametrize("way", [save, update, raw, cancel, die, delete])
def test_a_surname_is_gone_at_the_next_request(client, way):
    registration = guest_of(cast.mamagawa())
    assert "高田" in seen_until_nothing_more_is_asked(client)
    way(registration)
    assert "高田" not in page(client)


@pytest.mark.parametrize("way", [update, raw])
def test_also_when_another_process_writes(client, way):
    registration = guest_of(cast.mamagawa())
    assert "高田" in seen_until_nothing_more_is_asked(client)
    elsewhere(way, registration)
    assert "高田" not in page(client)


def test_an_organizer_too(client):
    seat = Member.objects.filter(user=cast.member(cast.mamagawa()))
    seat.update(surname="安藤", shown_since=timezone.now())
    assert "安藤" in seen_until_nothing_more_is_asked(client)
    elsewhere(lambda: seat.update(shown_since=None))
    assert "安藤" not in page(client)


def test_a_draft_is_not_found_at_once(client):
    cast.mamagawa()
    seen_until_nothing_more_is_asked(client)
    elsewhere(lambda: Reunion.objects.update(state="draft"))
    assert client.get("/mamagawa/").status_code == 404


def test_what_is_written_while_the_page_is_asked_for_is_seen_the_next_time(client, monkeypatch):
    registration = guest_of(cast.mamagawa())
    seen_until_nothing_more_is_asked(client)
    asked = kept.ask

    def ask_and_then_somebody_writes(*arguments, **named):
        answer = asked(*arguments, **named)
        elsewhere(update, registration)
        return answer

    monkeypatch.setattr(kept, "ask", ask_and_then_somebody_writes)
    Reunion.objects.update(greeting="こんにちは")
    assert "高田" in page(client)
    monkeypatch.setattr(kept, "ask", asked)
    assert "高田" not in page(client)


def test_a_write_that_has_nothing_to_do_with_the_page_leaves_it(client):
    cast.guest(cast.mamagawa(), show_surname=True)
    seen_until_nothing_more_is_asked(client)
    before = kept.page("mamagawa", language="ja")
    Registration.objects.update(note="また会いましょう")
    assert kept.page("mamagawa", language="ja") is before


def test_every_thread_looks_for_itself(client):
    registration = guest_of(cast.mamagawa())
    seen_until_nothing_more_is_asked(client)
    update(registration)
    pages = []
    elsewhere(lambda: pages.append(kept.page("mamagawa", language="ja").plain.decode()))
    assert "高田" not in pages[0]


def test_what_a_transaction_wrote_and_took_back_is_never_kept():
    registration = guest_of(cast.mamagawa())
    for _again in range(2):
        kept.page("mamagawa", language="ja")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        update(registration)
        assert "高田" not in kept.page("mamagawa", language="ja").plain.decode()
        assert state_of_the_database() is None
        raise ZeroDivisionError
    assert "高田" in kept.page("mamagawa", language="ja").plain.decode()


def test_the_state_changes_with_every_write_and_with_nothing_else():
    cast.mamagawa()
    for _try in tries():
        first = state_of_the_database()
        list(Reunion.objects.all())
        if unchanged := state_of_the_database() == first:
            break
    assert unchanged
    Reunion.objects.update(greeting="一")
    second = state_of_the_database()
    elsewhere(lambda: Reunion.objects.update(greeting="二"))
    assert len({first, second, state_of_the_database()}) == 3
    connection.close()
    third = state_of_the_database()
    if connection.vendor == "sqlite":
        assert third != second
