"""The pages of the desk, found as a person finds them: from home, by following every link."""

from collections import defaultdict
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve


class Links(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.found += [value for name, value in attributes if name == "href" and value]


def name_of(address: str) -> str:
    """The name of the page, with the words in its address; empty when it is no page of the desk."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    words = [value for value in match.kwargs.values() if isinstance(value, str) and value != "mamagawa"]
    return " ".join([match.view_name, *words]) if match.view_name.startswith("staff:") else ""


def without_way_back(address: str) -> str:
    """The same page without the note where its visitor came from, nor a place inside it."""
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name != "back"]
    return parts._replace(query=urlencode(kept), fragment="").geturl()


@dataclass
class Walk:
    pages: dict[str, str]  # name → address; of several alike the one with most to show
    files: set[str]  # names of what is downloaded


def walk(client: Client, start: str) -> Walk:
    seen, queue, sizes, files = set(), [start], defaultdict(dict), set()
    while queue:
        address = without_way_back(queue.pop(0))
        name = name_of(address)
        if address in seen or not name:
            continue
        seen.add(address)
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        if "Content-Disposition" in answer:
            files.add(name)
            continue
        sizes[name][address] = len(answer.content)
        here = answer.request["PATH_INFO"]
        queue += [urljoin(here, link) for link in Links(answer.content.decode()).found]
    return Walk({name: max(found, key=found.get) for name, found in sizes.items()}, files)
