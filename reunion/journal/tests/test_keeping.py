"""As in earnest, outside of any transaction: kept until something is written, by whomever."""

import threading

import pytest
from django.db import connection, transaction

from reunion.accounts.models import User
from reunion.journal.keeping import MOST_KEPT, forget, while_unchanged


@pytest.fixture
def names():
    forget()
    User.objects.create(email="a@example.jp", name="高田")
    return lambda: while_unchanged("names", lambda: [user.name for user in User.objects.order_by("pk")])


def rename(name: str) -> None:
    User.objects.update(name=name)


def rename_elsewhere(name: str) -> None:
    """In another thread, which has a connection of its own."""

    def closing():
        try:
            rename(name)
        finally:
            connection.close()

    thread = threading.Thread(target=closing)
    thread.start()
    thread.join()


def is_kept(look) -> bool:
    """A PostgreSQL server names the writes of all its databases, so one of many looks must find it kept."""
    return any(look() is look() for _try in range(200 if connection.vendor == "postgresql" else 1))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("write", [rename, rename_elsewhere])
def test_it_is_kept_until_somebody_writes(names, write):
    assert is_kept(names)
    write("石井")
    assert names() == ["石井"]
    assert is_kept(names)


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_it_is_worked_out_each_time(names):
    names()
    with transaction.atomic():
        rename("石井")
        assert names() == ["石井"]
        transaction.set_rollback(True)
    assert names() == ["高田"]


@pytest.mark.django_db(transaction=True)
def test_only_so_many_are_kept():
    forget()
    worked = []
    for number in [*range(MOST_KEPT + 1), 0]:
        while_unchanged(number, lambda number=number: worked.append(number))
    assert worked == [*range(MOST_KEPT + 1), 0]
