"""Somebody with a browser of their own."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from reunion.accounts.models import User

PHONE = {"width": 320, "height": 640}
LAPTOP = {"width": 1280, "height": 800}
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Visitor:
    """Somebody with a browser of their own, and what their browser complained about."""

    def __init__(self, context: BrowserContext, server: str):
        self.context = context
        self.server = server
        self.complaints: list[str] = []
        self.loads = 0
        self.page: Page = context.new_page()
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("domcontentloaded", self._note_load)

    def go(self, path: str) -> Page:
        self.page.goto(self.server + path)
        return self.page

    def speaks(self, language: str) -> None:
        self.context.add_cookies(
            [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": self.server}]
        )

    def signs_in(self, user: User) -> None:
        client = Client()
        client.force_login(user, backend=BACKEND)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.server}]
        )

    def _note_load(self, _page) -> None:
        self.loads += 1

    def _note_request(self, request) -> None:
        if not request.url.startswith((self.server + "/", "data:", "about:")):
            self.complaints.append(f"asked another host: {request.url}")

    def _note_response(self, response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.status} {response.url}")

    def _note_console(self, message) -> None:
        # A page that is rightly "not found" is reported by the browser as well; parts of a page are above.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")
