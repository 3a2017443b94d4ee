"""An installation that exists for one run: its folder, its database and its keys in Redis go with it.

Without DATABASE_URL the database is a file in the folder. With one, a database with a name of its own is made
on that server and dropped afterwards; nothing that was there before is opened. Keys in Redis bear a prefix
that comes from the folder. The mail server is a socket that accepts and never says a word: whoever waits for
mail waits long, and every call is counted. Django is not loaded here, so the environment can be set first.
"""

import os
import secrets
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
from psycopg import sql

FROM_OUTSIDE = ("DEBUG", "SENTRY_DSN", "SECRET_KEY_FALLBACKS", "TRUSTED_PROXIES")


class SilentMailServer:
    def __init__(self) -> None:
        self.calls: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self.calls.append(self._listener.accept()[0])

    def close(self) -> None:
        for each in (self._listener, *self.calls):
            each.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextmanager
def temporary() -> Iterator[SilentMailServer]:
    """Sets this process's environment, which its children inherit."""
    mail_server, port = SilentMailServer(), free_port()
    with tempfile.TemporaryDirectory(prefix="reunion-bench-") as folder, own_database() as database_url:
        for name in FROM_OUTSIDE:
            os.environ.pop(name, None)
        os.environ |= {
            "VAR_DIR": folder,
            "SECRET_KEY": secrets.token_urlsafe(48),
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "PORT": str(port),
            "SITE_URL": f"http://127.0.0.1:{port}",
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        } | ({"DATABASE_URL": database_url} if database_url else {})
        try:
            yield mail_server
        finally:
            mail_server.close()


@contextmanager
def own_database() -> Iterator[str]:
    """The address of a new database on the server of DATABASE_URL; empty without one."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith(("postgres://", "postgresql://")):
        os.environ.pop("DATABASE_URL", None)
        yield ""
        return
    name = f"bench_{secrets.token_hex(6)}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def forget_keys(redis_url: str, prefix: str) -> None:
    if redis_url:
        server = redis.Redis.from_url(redis_url)
        for key in server.scan_iter(f"{prefix}:*"):
            server.delete(key)
