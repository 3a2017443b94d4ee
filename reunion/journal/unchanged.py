"""Whether anything at all has been written to the database since, for less than any question costs.

PostgreSQL names the transactions that are done (its snapshot); SQLite counts what other connections have
written (data_version) and what this one has (total_changes). Equal states mean that nothing was written in
between, by whatever way. Inside a transaction of our own nothing is certain, nor in another database: the
answer is then None, and whoever asks has to look.
"""

from django.db import connection


def state_of_the_database() -> tuple | None:
    """To be asked before looking, so that what is written meanwhile counts as written after."""
    if connection.in_atomic_block:
        return None
    if connection.vendor == "postgresql":
        return (_told("SELECT pg_current_snapshot()::text"),)
    if connection.vendor == "sqlite":
        version = _told("PRAGMA data_version")
        # Both numbers belong to this one connection, and begin again with the next.
        return connection.connection, version, connection.connection.total_changes
    return None


def _told(question: str):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
