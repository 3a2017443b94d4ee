"""A whole installation for tests: its own folder, database and broker, and real processes.

SQLite and the embedded broker by default. When the test run itself has DATABASE_URL for PostgreSQL, the
installation gets a fresh database there; with REDIS_URL it uses that Redis under its own prefix. close()
ends every process it started and removes what it made.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
from django.conf import settings

PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")


class Installation:
    """`env` holds the environment of all its processes; keyword arguments add to it."""

    def __init__(self, folder: Path, **environment: str):
        self.folder = folder
        self.var_dir = folder / "var"
        self.started: list[subprocess.Popen] = []
        self.server_url = os.environ.get("DATABASE_URL", "")
        self.redis_url = os.environ.get("REDIS_URL", "")
        self.env = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {
            "SECRET_KEY": secrets.token_urlsafe(),
            "VAR_DIR": str(self.var_dir),
            "SITE_URL": "http://127.0.0.1:8000",
            "DEFAULT_FROM_EMAIL": "kanji@reunion.example",
            "PYTHONUNBUFFERED": "1",
        }
        if self.server_url.startswith("postgres"):
            self.env["DATABASE_URL"] = self._new_database()
        if self.redis_url:
            self.env["REDIS_URL"] = self.redis_url
        self.env |= environment
        self.manage("migrate", "--verbosity", "0")

    def __enter__(self) -> "Installation":
        return self

    def __exit__(self, *_error) -> None:
        self.close()

    def manage(self, *arguments: str, refused: bool = False) -> str:
        """Runs manage.py to its end and returns what it printed; `refused` expects a non-zero exit."""
        ended = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert (ended.returncode != 0) == refused, ended.stdout + ended.stderr
        return ended.stderr if refused else ended.stdout

    def run(self, script: str) -> str:
        """Runs Python lines inside this installation's Django."""
        return self.manage("shell", "--no-imports", "-c", script)

    def start(self, *command: str, log: str) -> subprocess.Popen:
        """Starts a process in a group of its own; its output goes to VAR_DIR/<log>."""
        with (self.var_dir / log).open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=settings.BASE_DIR,
                env=self.env,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def start_worker(self, *, concurrency: int = 2) -> subprocess.Popen:
        schedule = str(self.var_dir / "beat-schedule")
        options = ("-B", "-s", schedule, "--concurrency", str(concurrency), "--loglevel", "INFO")
        return self.start("-m", "celery", "-A", "reunion", "worker", *options, log="worker.log")

    def kill(self, process: subprocess.Popen) -> None:
        """SIGKILL to the process and all its children: nothing is tidied up."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        self.started.remove(process)

    def forget_broker(self) -> None:
        """Loses every wake-up, as a flushed Redis would."""
        if self.redis_url:
            self._forget_redis_keys()
        for task in (self.var_dir / "broker" / "queue").glob("*"):
            task.unlink(missing_ok=True)

    def log(self, name: str) -> str:
        return (self.var_dir / name).read_text(encoding="utf-8", errors="replace")

    def close(self) -> None:
        for process in list(self.started):
            self.kill(process)
        if self.redis_url:
            self._forget_redis_keys()
        if self.server_url.startswith("postgres"):
            self._drop_database()
        shutil.rmtree(self.var_dir, ignore_errors=True)

    def _new_database(self) -> str:
        self.database = f"reunion_{secrets.token_hex(6)}"
        with psycopg.connect(self.server_url, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{self.database}"')
        return urlunsplit(urlsplit(self.server_url)._replace(path=f"/{self.database}"))

    def _drop_database(self) -> None:
        with psycopg.connect(self.server_url, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')

    def _forget_redis_keys(self) -> None:
        prefix = self.run("from django.conf import settings; print(settings.INSTALLATION)").strip()
        with redis.Redis.from_url(self.redis_url) as server:
            for key in server.scan_iter(match=f"*{prefix}:*", count=1000):
                server.delete(key)


def wait_until(question: Callable[[], bool], *, seconds: float, why: Callable[[], str] = str) -> None:
    """Asks ten times a second; fails with the text of `why` when the answer stays no."""
    end = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < end, f"not within {seconds} seconds: {why()}"
        time.sleep(0.1)
