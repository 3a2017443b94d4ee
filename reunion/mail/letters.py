"""A letter's subject and text are made from the words of wording.py and the values of whom it is for.

It is plain text, so nothing is escaped, and it is always Japanese, whatever language the person at the screen
reads. Long lines are cut as wrapping.py says. Words of the committee's own with which something is wrong are
never sent: ours take their place, and the letter says what is wrong, so that it can be held.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from .placeholders import Value, filled, filled_line
from .proofreading import wrong_with
from .wording import WORDINGS, Texts, Words, our_words
from .wrapping import wrap


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str
    fault: str = ""  # why it must be held


@translation.override(settings.LANGUAGE_CODE)
def render(name: str, values: Mapping[str, Value], *, texts: Texts) -> Letter:
    words = texts.words(name)
    wrong = wrong_with(words, wording=WORDINGS[name]) if words.is_own else []
    if not wrong:
        return written(words, values)
    letter = written(our_words(name), values)
    return Letter(letter.subject, letter.body, _fault(name, wrong))


@translation.override(settings.LANGUAGE_CODE)
def written(words: Words, values: Mapping[str, Value]) -> Letter:
    """For words that have been proofread, such as those of a preview or an announcement."""
    body = wrap(filled(words.body, values)).strip("\n")
    return Letter(filled_line(words.subject, values), f"{body}\n")


def _fault(name: str, wrong: list[str]) -> str:
    return _(
        "「%(title)s」の文面に直すところがあるので、止めています。%(wrong)s"
        "文面を直してください。「もう一度送る」を押すと、はじめの文面で送ります。"
    ) % {"title": WORDINGS[name].title, "wrong": wrong[0]}
