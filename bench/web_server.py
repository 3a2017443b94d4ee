"""gunicorn exactly as `make run` starts it, and a client that knocks over connections kept open.

Requests per second depend on who else uses the machine. The processor time the server spends on a request
hardly does, so it is read beside them where the system tells it (Linux).
"""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reunion.console.serving import ROOT, answers, commands, end_group

CONNECTIONS = 4
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen
    port: int
    seconds_to_answer: float

    @property
    def workers(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in listed.read_text().split()] if listed.exists() else []

    def processor_seconds(self) -> float:
        """Spent by the workers so far; 0 where the system does not tell."""
        ticks = 0
        for worker in self.workers:
            fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> dict[str, float]:
        """Resident memory of the master and of the largest worker."""
        workers = [resident(worker) for worker in self.workers]
        return {"master": resident(self.process.pid), "worker": max(workers, default=0.0)}


def resident(process: int, field: str = "VmRSS") -> float:
    """Megabytes; `VmHWM` is the most it ever was. 0 where the system does not tell or the process ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith(field)), 0.0)


@contextmanager
def running() -> Iterator[Server]:
    command, port = commands(dict(os.environ))["web"], int(os.environ["PORT"])
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, start_new_session=True)
    try:
        while not answers(f"http://127.0.0.1:{port}/health/"):
            if process.poll() is not None or time.perf_counter() - start > SECONDS_TO_START:
                raise RuntimeError("the web server did not start")
            time.sleep(0.01)
        yield Server(process, port, time.perf_counter() - start)
    finally:
        process.terminate()
        try:
            process.wait(10)
        finally:
            end_group(process)


def requests_per_second(port: int, path: str, requests: int) -> float:
    """All connections at once, each its share of the requests, one after the other."""
    share, failures = requests // CONNECTIONS, []

    def knock() -> None:
        try:
            knock_on(port, path, share)
        except OSError as error:
            failures.append(error)

    threads = [threading.Thread(target=knock) for _connection in range(CONNECTIONS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return share * CONNECTIONS / (time.perf_counter() - start)


def knock_on(port: int, path: str, times: int) -> None:
    question = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        for _time in range(times):
            connection.sendall(question)
            read_answer(connection)


def read_answer(connection: socket.socket) -> None:
    received = b""
    while b"\r\n\r\n" not in received:
        received += some_more(connection)
    head, _blank, body = received.partition(b"\r\n\r\n")
    if b" 200 " not in head[:20]:
        raise OSError(f"answered {head[:40]!r}")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    missing = length - len(body)
    while missing > 0:
        missing -= len(some_more(connection))


def some_more(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise OSError("the server closed the connection")
    return data
