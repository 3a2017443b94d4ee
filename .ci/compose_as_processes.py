"""Runs what docker-compose.yml would run, as plain processes of this machine.

No container engine is needed, and none is proved by it: the commands, their order and their environment
are taken from the file as they stand; only the hosts `db` and `redis`, the volume and the port are those
of this machine. Then a guest signs up over HTTP and the worker, woken through Redis, hands the letter to
a mail server on loopback.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psycopg
import yaml
from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "reunion_compose"
SERVER = os.environ.get("CI_DATABASE_URL", "postgres://root@127.0.0.1/postgres")
WEB_PORT, MAIL_PORT = 8765, 8766
GIVEN = {
    "SECRET_KEY": "for this check only",
    "POSTGRES_PASSWORD": "unused",
    "EMAIL_URL": f"smtp://127.0.0.1:{MAIL_PORT}",
    "DEFAULT_FROM_EMAIL": "kanji@reunion.example",
}


class Mailbox:
    def __init__(self):
        self.recipients: list[str] = []

    async def handle_DATA(self, server, session, envelope):
        self.recipients += envelope.rcpt_tos
        return "250 OK"


def filled_in(text: str) -> str:
    """Compose's ${NAME:-default} and ${NAME:?error}."""
    return re.sub(
        r"\$\{(\w+)(?::[-?]([^}]*))?\}", lambda match: GIVEN.get(match[1], match[2] or ""), str(text)
    )


def environment(service: dict, folder: str) -> dict[str, str]:
    named = {name: filled_in(value) for name, value in service["environment"].items()}
    database = re.sub(r"/[^/]*$", f"/{DATABASE}", SERVER)
    here = {
        "DATABASE_URL": database,
        "REDIS_URL": named["REDIS_URL"].replace("redis:6379/0", "127.0.0.1:6379/6"),
        "VAR_DIR": folder,
        "PATH": f"{ROOT / '.venv/bin'}:{os.environ['PATH']}",
    }
    return named | here


def command(service: dict, folder: str) -> list[str]:
    text = service["command"].replace("/var/reunion", folder).replace("0.0.0.0:8000", f"127.0.0.1:{WEB_PORT}")
    return shlex.split(text)


def wait_for(what: str, question, seconds: int = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if question():
                print(f"ok: {what}", flush=True)
                return
        except OSError:
            pass
        time.sleep(0.3)
    sys.exit(f"not within {seconds} s: {what}")


def main() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    assert services["web"]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    mailbox = Mailbox()
    Controller(mailbox, hostname="127.0.0.1", port=MAIL_PORT).start()
    children = []
    with tempfile.TemporaryDirectory(prefix="compose-") as folder:
        env = environment(services["prepare"], folder)
        subprocess.run(command(services["prepare"], folder), cwd=ROOT, env=env, check=True)
        try:
            for name in ("web", "worker", "beat"):
                service = services[name]
                children.append(
                    subprocess.Popen(
                        command(service, folder),
                        cwd=ROOT,
                        env=environment(service, folder),
                        start_new_session=True,
                    )
                )
            prove(env, mailbox)
        finally:
            for child in children:
                os.killpg(child.pid, signal.SIGTERM)
            for child in children:
                child.wait(20)
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def prove(env: dict[str, str], mailbox: Mailbox) -> None:
    site = f"http://127.0.0.1:{WEB_PORT}"
    wait_for("web answers", lambda: urllib.request.urlopen(f"{site}/health/", timeout=5).status == 200)
    data = ROOT / "reunion"
    for line in (
        "create_reunion compose --school 真間川高等学校 --graduated 1983-03 --date 2099-02-14 --fee 8000"
        " --account 'ゆうちょ銀行,〇一八店,普通,1234567,ドウソウカイ'",
        f"import_roster {data}/roster/data/mamagawa-1983/yearbook.xlsx --reunion compose",
        f"import_replies {data}/registrations/data/mamagawa-1983/replies.csv --reunion compose",
    ):
        subprocess.run(
            [sys.executable, "manage.py", *shlex.split(line)],
            cwd=ROOT,
            env=env,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    wait_for(
        "the public page is there",
        lambda: urllib.request.urlopen(f"{site}/compose/", timeout=5).status == 200,
    )
    wait_for("the worker sent 120 letters", lambda: len(set(mailbox.recipients)) == 120, seconds=120)


if __name__ == "__main__":
    main()
