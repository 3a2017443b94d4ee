"""What is measured on an open page. Each question answers with a list of sentences; empty is good."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

A_AND_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": A_AND_AA}, "resultTypes": ["violations"]}
TARGET = 44  # CSS pixels

SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= window.innerWidth) return [];
  return [...document.querySelectorAll('body *')]
    .filter(it => it.getBoundingClientRect().right > width + 1)
    .map(it => `${it.tagName.toLowerCase()}.${it.className} ends at ${it.getBoundingClientRect().right}`);
}"""

SMALL_TARGETS = """(least) => {
  const inRunningText = it => it.tagName === 'A' && getComputedStyle(it).display === 'inline'
    && it.parentElement.textContent.trim() !== it.textContent.trim();
  const pressed = it => it.matches('[type=radio], [type=checkbox]') && it.labels.length ? it.labels[0] : it;
  const kinds = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  return [...document.querySelectorAll(kinds)]
    .filter(it => it.checkVisibility({visibilityProperty: true}) && !inRunningText(it))
    .map(it => [it, pressed(it).getBoundingClientRect().height])
    .filter(([it, height]) => height > 0 && height < least - .5)
    .map(([it, height]) => `${it.tagName.toLowerCase()} ${it.name || it.textContent.trim()}: ${height} px`);
}"""

SMALL_TEXT = """(least) => {
  const kinds = 'p, li, dt, dd, td, th, label, legend, input, select, textarea, button';
  return [...document.querySelectorAll(kinds)]
    .filter(it => it.checkVisibility({visibilityProperty: true}))
    .filter(it => [...it.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(it => [it, parseFloat(getComputedStyle(it).fontSize)])
    .filter(([it, size]) => size < least - .05)
    .map(([it, size]) => `${it.tagName.toLowerCase()}.${it.className} ${it.textContent.trim()}: ${size} px`);
}"""


def barriers(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, nothing left out; the page is complete first."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(options).then(result => result.violations)", OPTIONS)
    return [
        f"{violation['id']}: {node['html'][:200]} — {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


def sideways(page: Page) -> list[str]:
    """What sticks out of the page, when the page can be scrolled to the side."""
    return page.evaluate(SIDEWAYS)


def small_targets(page: Page) -> list[str]:
    """What can be pressed but is lower than 44 px; links inside a sentence may be."""
    return page.evaluate(SMALL_TARGETS, TARGET)


def small_text(page: Page, least: int) -> list[str]:
    """Text for reading that is smaller than `least` px."""
    return page.evaluate(SMALL_TEXT, least)
