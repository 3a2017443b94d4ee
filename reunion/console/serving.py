"""`make run`: one laptop, nothing to configure.

Prepares the installation (secret key, tables, static files, the demo on the first start), then keeps two
children running: the web server and a worker that also wakes itself. A child that dies is started again.
Ctrl-C, SIGINT or SIGTERM stop both. Django is not loaded here, so the environment can be set first.
"""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_BE_READY = 60
SECONDS_TO_STOP = 12


def environment() -> dict[str, str]:
    """What the caller set, completed for one machine."""
    var = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
    var.mkdir(parents=True, exist_ok=True)
    port = os.environ.get("PORT") or "8000"
    chosen = {"VAR_DIR": str(var), "PORT": port, "SITE_URL": f"http://127.0.0.1:{port}"} | os.environ
    if not chosen.get("SECRET_KEY"):
        chosen["SECRET_KEY"] = kept_secret(var / "secret_key")
    return chosen | {
        "VAR_DIR": str(var),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "reunion.settings",
    }


def kept_secret(path: Path) -> str:
    """Made once, readable by this user only, so that links already sent stay valid."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def manage(env: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, check=True)


def prepare(env: dict[str, str]) -> None:
    manage(env, "migrate", "--verbosity", "0")
    manage(env, "collectstatic", "--no-input", "--verbosity", "0")
    first_start = not (Path(env["VAR_DIR"]) / "demo" / "statement.csv").exists()
    manage(env, "demo", *([] if first_start else ["--logins"]))


def commands(env: dict[str, str]) -> dict[str, list[str]]:
    web = ["gunicorn", "reunion.wsgi", "--bind", f"127.0.0.1:{env['PORT']}"]
    web += ["--workers", "1", "--threads", "8", "--timeout", "120", "--log-level", "warning"]
    worker = ["celery", "--app", "reunion", "--quiet", "worker", "--beat", "--concurrency", "2"]
    worker += ["--schedule", f"{env['VAR_DIR']}/celerybeat-schedule", "--loglevel", "warning"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return {"web": web, "worker": worker}


class Household:
    """The children, each in a process group of its own, so that a stop reaches their children too."""

    def __init__(self, env: dict[str, str]):
        self.env = env
        self.commands = commands(env)
        self.children: dict[str, subprocess.Popen] = {}
        self.stopping = False
        self.parent = os.getppid()
        self.parent_heeds = catches_sigint(self.parent)

    def start(self, name: str) -> None:
        command = [sys.executable, "-m", *self.commands[name]]
        self.children[name] = subprocess.Popen(command, cwd=ROOT, env=self.env, start_new_session=True)

    def stop(self, *_signal) -> None:
        self.stopping = True

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_BE_READY
        while not self.stopping and not answers(f"http://127.0.0.1:{self.env['PORT']}/health/"):
            if self.children["web"].poll() is not None or time.monotonic() > deadline:
                self.end()
                sys.exit(f"The web server did not start. Is port {self.env['PORT']} taken? Try PORT=8001.")
            time.sleep(0.1)

    def watch(self) -> None:
        while not self.stopping and not self.left_alone():
            for name, child in list(self.children.items()):
                if child.poll() is not None:
                    print(f"{name} ended ({child.returncode}); starting it again", flush=True)
                    end_group(child)
                    time.sleep(1)
                    self.start(name)
            time.sleep(0.3)

    def left_alone(self) -> bool:
        """The caller is gone, or is make that got a SIGINT: it then only waits, and passes nothing on."""
        return os.getppid() != self.parent or (self.parent_heeds and not catches_sigint(self.parent))

    def end(self) -> None:
        for child in self.children.values():
            tell(child, signal.SIGTERM)
        deadline = time.monotonic() + SECONDS_TO_STOP
        for child in self.children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
            end_group(child)


def catches_sigint(process: int) -> bool:
    """As Linux tells it; elsewhere False."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False
    caught = next((line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:")), "0")
    return bool(int(caught, 16) >> (signal.SIGINT - 1) & 1)


def tell(child: subprocess.Popen, number: int) -> None:
    if child.poll() is None:
        child.send_signal(number)


def end_group(child: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def refuse_a_taken_port(port: str) -> None:
    """Another server's answer would otherwise be taken for our own: ready, and nothing of ours behind it."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", int(port)))
        except OSError:
            sys.exit(f"Port {port} is taken. Try PORT={int(port) + 1} make run.")


def serve() -> None:
    env = environment()
    refuse_a_taken_port(env["PORT"])
    household = Household(env)
    prepare(env)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, household.stop)
    for name in household.commands:
        household.start(name)
    household.wait_until_ready()
    if not household.stopping:
        print(f"ready http://127.0.0.1:{env['PORT']}/", flush=True)
    household.watch()
    household.end()


if __name__ == "__main__":
    serve()
