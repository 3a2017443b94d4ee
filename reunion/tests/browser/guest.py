"""How a guest fills in the form, with the mouse or by touch."""

from playwright.sync_api import Page

TYPED = {
    "family_name": "加藤",
    "given_name": "明",
    "family_kana": "カトウ",
    "given_kana": "あきら",
    "email": "akira.kato@example.jp",
    "phone": "０９０－１２３４－５６７８",
    "note": "四十年ぶりです。",
}


def fill_in(page: Page, **changes: str) -> None:
    """Comes, was in class A, and stays for the after-party."""
    page.locator("[name=attending][value=yes]").check()
    page.locator("[name=homeroom]").select_option(index=1)
    for name, text in (TYPED | changes).items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=items]").last.check()


def check(page: Page) -> None:
    page.locator("button[value=check]").click()


def send(page: Page) -> None:
    page.locator("button[value=send]").click()


def typed(page: Page) -> dict[str, str]:
    """What stands in the fields of the form."""
    return {name: page.locator(f"[name={name}]").input_value() for name in TYPED}
