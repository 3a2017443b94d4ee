"""What a guest types, and what a browser would send of a page."""

import re
import uuid
from html.parser import HTMLParser

from reunion import cast
from reunion.events.models import Reunion

URL = "/mamagawa/signup/"
TEACHERS_URL = f"{URL}teacher/"
SENT = {"step": "send"}
CHECKED = {"step": "check"}


def typed(reunion: Reunion, **changes) -> dict:
    answers = {
        "submission": str(uuid.uuid4()),
        "attending": "yes",
        "homeroom": cast.homeroom(reunion).pk,
        "family_name": "高田",
        "given_name": "裕子",
        "family_kana": "タカダ",
        "given_kana": "ゆうこ",
        "current_family_name": "石井",
        "current_family_kana": "いしい",
        "email": "ｙｕｋｏ＠example.jp ",
        "phone": "０９０ー１２３４−５６７８",
        "items": [str(item.pk) for item in reunion.program_items.filter(kind="after_party")],
        "transfer_name": "",
        "show_surname": "yes",
        "note": "楽しみにしています",
    }
    return answers | changes


def typed_by_teacher(**changes) -> dict:
    return {"submission": str(uuid.uuid4()), "attending": "yes", "family_name": "原田"} | changes


class Fields(HTMLParser):
    """The fields of the form with id signup, each with the values a browser would send."""

    def __init__(self):
        super().__init__()
        self.inside = False
        self.values: dict[str, list[str]] = {}
        self.buttons: dict[str, list[str]] = {}
        self.area = self.select = ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name = given.get("name") or ""
        if tag == "form":
            self.inside = given.get("id") == "signup"
        elif tag == "button" and (self.inside or given.get("form") == "signup"):
            self.buttons.setdefault(name, []).append(given.get("value"))
        elif self.inside and tag == "textarea":
            self.area = name
            self._note(name, "")
        elif self.inside and tag == "select":
            self.select = name
        elif self.inside and tag == "option" and "selected" in given:
            self._note(self.select, given["value"])
        elif self.inside and tag == "input" and self._is_sent(given):
            ticked = "on" if given.get("type") == "checkbox" else ""
            self._note(name, given.get("value") or ticked)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            # A browser leaves out the first line break behind the tag.
            self.values[self.area][-1] = re.sub("^(\r\n|\r|\n)", "", self.values[self.area][-1])
            self.area = ""

    def handle_data(self, data):
        if self.area:
            self.values[self.area][-1] += data

    def _is_sent(self, given: dict) -> bool:
        return given.get("type") not in ("radio", "checkbox") or "checked" in given

    def _note(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


def fields_of(page) -> Fields:
    fields = Fields()
    fields.feed(page.content.decode())
    return fields


def as_sent(text: str) -> str:
    """A browser sends every line break as CR and LF."""
    return re.sub("\r\n|\r|\n", "\r\n", text)


def sent_by(page, **presses) -> dict:
    """What the browser sends when a button of this page is pressed."""
    return {
        name: [as_sent(value) for value in values] for name, values in fields_of(page).values.items()
    } | presses


def words(page) -> str:
    """What the page shows, without the tokens of its forms."""
    return re.sub(r'<input type="hidden"[^>]*>', "", page.content.decode())
