"""`make story`: the whole way through, as the people of a reunion would go it, over HTTP.

On the embedded default, with a real web server and a real worker in a folder of its own: the yearbook comes
in, a classmate signs up, the letter with the account leaves through the worker, the treasurer uploads the
bank's file and confirms what is certain, the figures change, and the addresses for postcards come out. Each
step says what it saw; the first that does not hold ends the story with an error.
"""

import http.cookiejar
import os
import re
import socket
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

from .serving import Household, environment, prepare

SLUG = "mamagawa-1983"
SECONDS = 60
SILENT_CLASSMATE = {
    "family_name": "大西",
    "given_name": "祥子",
    "family_kana": "おおにし",
    "given_kana": "しょうこ",
}
ACCOUNT_NAME = "ママガワドウソウカイ"


class Visitor:
    """A browser without a screen: keeps its cookies and sends back the token of the form it saw."""

    def __init__(self, site: str):
        self.site = site
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def look(self, path: str) -> str:
        return self.fetch(path).decode(errors="replace")

    def fetch(self, path: str) -> bytes:
        with self.opener.open(f"{self.site}{path}", timeout=30) as answer:
            return answer.read()

    def press(
        self, path: str, fields: dict[str, str], *, seen: str, file: tuple[str, bytes] | None = None
    ) -> str:
        """Sends a form that stands on the page `seen`."""
        token = found(r'name="csrfmiddlewaretoken" value="([^"]+)"', seen)
        body, kind = encoded(fields | {"csrfmiddlewaretoken": token}, file)
        request = urllib.request.Request(
            f"{self.site}{path}", body, {"Content-Type": kind, "Referer": f"{self.site}{path}"}
        )
        with self.opener.open(request, timeout=60) as answer:
            return answer.read().decode(errors="replace")


def encoded(fields: dict[str, str], file: tuple[str, bytes] | None) -> tuple[bytes, str]:
    if file is None:
        return urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded"
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'
    return b"".join([*parts, head.encode(), file[1], f"\r\n--{edge}--\r\n".encode()]), (
        f"multipart/form-data; boundary={edge}"
    )


def found(pattern: str, page: str) -> str:
    match = re.search(pattern, page, re.DOTALL)
    if match is None:
        sys.exit(f"not on the page: {pattern}")
    return match[1]


def tell(words: str) -> None:
    print(f"ok  {words}", flush=True)


def wait_for(what: str, question: Callable[[], object]) -> object:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        answer = question()
        if answer:
            return answer
        time.sleep(0.3)
    sys.exit(f"not within {SECONDS} s: {what}")


def sign_up(guest: Visitor) -> None:
    form = guest.look(f"/{SLUG}/signup/")
    room = found(r'<option value="(\d+)">3年A組', form)
    answers = SILENT_CLASSMATE | {
        "submission": found(r'name="submission" value="([^"]+)"', form),
        "attending": "yes",
        "homeroom": room,
        "email": "shoko@docomo.ne.jp",
        "show_surname": "yes",
    }
    confirmation = guest.press(f"/{SLUG}/signup/", answers | {"step": "check"}, seen=form)
    found(r"(この内容でよろしいですか)", confirmation)
    done = guest.press(f"/{SLUG}/signup/", answers | {"step": "send"}, seen=confirmation)
    found(r"(お知らせを受け取りました)", done)
    found(r"(大西)", guest.look(f"/{SLUG}/"))
    tell("a classmate signed up and stands on the public page by surname")


def read_the_letter(folder: Path) -> None:
    def letter():
        for path in folder.glob("*.eml"):
            message = message_from_bytes(path.read_bytes(), policy=policy.default)
            if message["To"] and "shoko@docomo.ne.jp" in message["To"]:
                return message.get_content()
        return None

    text = wait_for("the letter with the account", letter)
    found(f"({ACCOUNT_NAME})", text)
    tell("the worker sent the letter with the account")


def reconcile(desk: Visitor, statement: Path) -> None:
    place = f"/staff/{SLUG}/payments"
    before = paid(desk)
    form = desk.look(f"{place}/upload/")
    desk.press(f"{place}/upload/", {}, seen=form, file=("statement.csv", statement.read_bytes()))
    lines = desk.look(f"{place}/")
    certain = found(r'name="lines" value="([\d,]+)"', lines)
    if paid(desk) != before:
        sys.exit("something was booked without a press")
    desk.press(f"{place}/certain/", {"lines": certain}, seen=lines)
    after = paid(desk)
    if after <= before:
        sys.exit(f"the figure on the first page did not change: {before} → {after}")
    tell(f"the treasurer confirmed {len(certain.split(','))} lines with one press; paid {before} → {after}")


def paid(desk: Visitor) -> int:
    home = desk.look(f"/staff/{SLUG}/home/")
    return int(found(r'show=paid".*?<b>(\d+)</b>', home))


def take_cards(desk: Visitor) -> None:
    place = f"/staff/{SLUG}/postcards"
    batch = desk.press(f"{place}/make/", {"name": "秋のはがき"}, seen=desk.look(f"{place}/"))
    address = found(rf'href="({place}/\d+/xlsx/)"', batch)
    if not desk.fetch(address).startswith(b"PK"):
        sys.exit("the cards did not come out as a spreadsheet")
    tell("the addresses for the postcards came out")


def tell_story(env: dict[str, str]) -> None:
    site, var = env["SITE_URL"], Path(env["VAR_DIR"])
    found(r"(真間川高校 還暦同窓会)", Visitor(site).look(f"/{SLUG}/"))
    tell("the yearbook and 120 replies are in; the public page is open")
    sign_up(Visitor(site))
    read_the_letter(var / "demo" / "mail")
    desk = Visitor(site)
    choice = desk.look("/staff/demo/")
    desk.press("/staff/demo/", {"member": found(r'name="member" value="(\d+)">幹事', choice)}, seen=choice)
    reconcile(desk, var / "demo" / "statement.csv")
    take_cards(desk)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="story-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
        free.close()
        for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL"):
            os.environ.pop(name, None)
        os.environ |= {"VAR_DIR": folder, "PORT": port}
        env = environment()
        prepare(env)
        household = Household(env)
        for name in household.commands:
            household.start(name)
        try:
            household.wait_until_ready()
            tell_story(env)
        finally:
            household.end()


if __name__ == "__main__":
    main()
