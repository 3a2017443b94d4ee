"""A signup is answered without waiting for mail.

The mail server of a run accepts and never says a word, so that a request which sent mail would take half a
minute. No worker runs either. The last press is compared with reading the form, over the same server.
"""

import re
import statistics
import time
import uuid
from collections.abc import Iterator, Sequence
from http.cookiejar import CookieJar
from itertools import islice
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from bench.figures import Figure
from bench.filling import founded, with_classmates
from bench.invented import names
from bench.sizes import Sizes
from bench.web_server import Server, running
from reunion.mail.models import Message
from reunion.registrations.models import Registration

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CLASSMATES = 360


def measure(sizes: Sizes, mail_calls: Sequence) -> Iterator[Figure]:
    reunion = founded("bench-signup", 1)
    with_classmates(reunion, CLASSMATES)
    with running() as server:
        address = f"http://127.0.0.1:{server.port}/{reunion.slug}/signup/"
        reading, pressing = signed_up(server, address, sizes.repeats)
    entered = Registration.objects.filter(reunion=reunion).count()
    queued = Message.objects.filter(reunion=reunion).count()
    ratio = statistics.median(pressing) / statistics.median(reading)
    measured = f"{milliseconds(pressing)} (form {milliseconds(reading)}, ratio {ratio:.1f})"
    yield Figure("signup: the last press, p50 / p95", measured, "≤ 3 × form", ratio <= 3)
    whole = entered == queued == sizes.repeats + 1
    yield Figure(
        "signup: entered, letters in the outbox",
        f"{entered}, {queued} of {sizes.repeats + 1}",
        "all",
        whole,
    )
    yield Figure("signup: calls to the mail server", str(len(mail_calls)), "0", not mail_calls)


def signed_up(server: Server, address: str, times: int) -> tuple[list[float], list[float]]:
    """Seconds for each form and each last press; the first guest only warms up."""
    reading, pressing = [], []
    for place, name in enumerate(islice(names(), times + 1)):
        guest = build_opener(HTTPCookieProcessor(CookieJar()))
        start = time.perf_counter()
        form = guest.open(address).read().decode()
        reading.append(time.perf_counter() - start)
        answers = {
            "csrfmiddlewaretoken": TOKEN.search(form)[1],
            "submission": uuid.uuid4(),
            "step": "send",
            "attending": "yes",
            "family_name": name.family,
            "given_name": name.given,
            "family_kana": name.family_kana,
            "given_kana": name.given_kana,
            "email": f"guest{place}@mail.example",
            "show_surname": "yes",
        }
        pressing.append(seconds_to_press(guest, address, answers))
    return reading[1:], pressing[1:]


def seconds_to_press(guest: OpenerDirector, address: str, answers: dict) -> float:
    """From the press to the page of completion, to which the guest is led."""
    start = time.perf_counter()
    with guest.open(Request(address, data=urlencode(answers).encode())) as page:
        page.read()
        if "/signup/done/" not in page.url:
            raise RuntimeError(f"the signup ended at {page.url}")
    return time.perf_counter() - start


def milliseconds(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{statistics.median(ordered) * 1000:.0f} / {last * 1000:.0f} ms"
