"""`make run` with real processes: ready, healthy, a killed worker comes back, one signal stops all."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from reunion.console.serving import ROOT, environment

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("processes")]


def free_port() -> str:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return str(chosen.getsockname()[1])


@pytest.fixture
def house(tmp_path):
    """The supervisor, started as make does, with nothing in its environment but a folder and a port."""
    env = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    env |= {"VAR_DIR": str(tmp_path / "var"), "PORT": free_port()}
    command = [sys.executable, "-m", "reunion.console.serving"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    yield process, env
    process.kill()
    for child in children_of(env):
        os.kill(child, signal.SIGKILL)


def children_of(env: dict[str, str]) -> dict[int, str]:
    """Processes of this folder that are still there: number → command."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            variables = (path / "environ").read_bytes().split(b"\0")
            if f"VAR_DIR={env['VAR_DIR']}".encode() in variables:
                found[int(path.name)] = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def until(question, seconds: int = 30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = question()
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError("not in time")


def workers(env) -> list[int]:
    return sorted(number for number, command in children_of(env).items() if " celery " in command)


def test_one_command_serves_and_one_signal_stops_it(house):
    process, env = house
    lines = []
    for line in process.stdout:
        lines.append(line.strip())
        if line.startswith("ready "):
            break
    assert lines[-1] == f"ready http://127.0.0.1:{env['PORT']}/"
    assert [line for line in lines if "ando@demo.invalid" in line]
    with urllib.request.urlopen(f"http://127.0.0.1:{env['PORT']}/", timeout=10) as answer:
        assert "真間川高校 還暦同窓会" in answer.read().decode()
    first = until(lambda: workers(env))[0]
    os.kill(first, signal.SIGKILL)
    until(lambda: workers(env) and first not in workers(env))
    process.send_signal(signal.SIGTERM)
    assert process.wait(25) == 0
    until(lambda: not children_of(env))


def test_a_port_that_somebody_else_answers_is_refused_with_a_way_out(tmp_path):
    with socket.socket() as neighbour:
        neighbour.bind(("127.0.0.1", 0))
        neighbour.listen()
        port = neighbour.getsockname()[1]
        command = [sys.executable, "-m", "reunion.console.serving"]
        env = os.environ | {"VAR_DIR": str(tmp_path / "var"), "PORT": str(port)}
        ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert ended.returncode != 0
    assert "ready" not in ended.stdout
    assert ended.stderr.strip() == f"Port {port} is taken. Try PORT={port + 1} make run."


def test_the_secret_key_is_made_once_and_for_this_user_only(monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first = environment()["SECRET_KEY"]
    assert environment()["SECRET_KEY"] == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("SECRET_KEY", "given")
    assert environment()["SECRET_KEY"] == "given"
