"""What is wrong with the words of a letter, a sentence each; nothing is kept or sent while there is any.

A name in braces must be one this letter knows: the sentence says which of those is nearest. A brace has its
partner. What a letter would be useless without must be in it. A subject is one short line, because a phone
shows some 15 characters of it, and a block has no place there. An account number is never typed by hand: it
would go stale, or to somebody whom it does not concern.
"""

import re
import unicodedata

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from . import vocabulary
from .openings import Addressee
from .placeholders import NAMED, named, names_in, slips_in
from .wording import ACCOUNT, Wording, Words

MOST_IN_SUBJECT = 30
MOST_WITH_NAMES = 120  # what a row of the table holds
MOST_IN_BODY = 4000
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-‐‑–ー−]+(?=\d)")


def wrong_with(words: Words, *, wording: Wording, account_number: str = "") -> list[str]:
    wrong = wrong_with_subject(words.subject, wording=wording, account_number=account_number)
    return wrong + wrong_with_body(words.body, wording=wording, account_number=account_number)


def wrong_with_subject(subject: str, *, wording: Wording, account_number: str = "") -> list[str]:
    if not subject.strip():
        return [_("件名を書いてください。")]
    wrong = _wrong_braces(subject, wording)
    blocks = [name for name in names_in(subject) if _is_too_long_for_a_subject(name)]
    wrong += [
        _("%(name)sは長いので、件名には入りません。本文に書いてください。") % {"name": named(name)}
        for name in blocks
    ]
    if len(NAMED.sub("", subject)) > MOST_IN_SUBJECT or len(subject) > MOST_WITH_NAMES:
        wrong.append(
            _("件名が長すぎます。置きかえる言葉のほかは、%(most)s文字までで書いてください。")
            % {"most": MOST_IN_SUBJECT}
        )
    return wrong + _typed_account(subject, account_number)


def wrong_with_body(body: str, *, wording: Wording, account_number: str = "") -> list[str]:
    if not body.strip():
        return [_("本文を書いてください。")]
    wrong = _wrong_braces(body, wording)
    present = names_in(body)
    wrong += [_missing(name) for name in wording.required if name not in present]
    if len(body) > MOST_IN_BODY:
        wrong.append(_("本文は%(most)s文字までで書いてください。") % {"most": MOST_IN_BODY})
    return wrong + _typed_account(body, account_number)


def _wrong_braces(text: str, wording: Wording) -> list[str]:
    wrong = [_not_allowed(name, wording) for name in names_in(text) if name and name not in wording.allowed]
    return wrong + [
        _("「%(where)s」のところで、かっこ｛ ｝がそろっていません。") % {"where": where}
        for where in slips_in(text)
    ]


def _not_allowed(name: str, wording: Wording) -> str:
    words = {"name": named(name[:20])}
    if name == ACCOUNT and wording.addressee == Addressee.TEACHER:
        return _("恩師への便りに、口座は載せられません。%(name)sを消してください。") % words
    if name in vocabulary.ALL:
        return _("%(name)sは、この文面では使えません。消すか、ほかの言葉に替えてください。") % words
    return _("%(name)sという言葉はありません。%(nearest)sのことでしょうか。") % (
        words | {"nearest": named(nearest(name, wording))}
    )


def nearest(name: str, wording: Wording) -> str:
    """Of the names this letter knows."""
    found = process.extractOne(name, wording.allowed, scorer=fuzz.ratio)
    return found[0] if found else wording.allowed[0]


def _missing(name: str) -> str:
    return _("%(name)sがありません。この文面には欠かせないので、本文のどこかに入れてください。") % {
        "name": named(name)
    }


def _is_too_long_for_a_subject(name: str) -> bool:
    placeholder = vocabulary.ALL.get(name)
    return placeholder is not None and (placeholder.is_block or placeholder.example.startswith("http"))


def _typed_account(text: str, account_number: str) -> list[str]:
    digits = BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    if not account_number or account_number not in digits:
        return []
    return [
        _("口座番号は、文面には書けません。%(name)sと書くと、会費のある人にだけ出ます。")
        % {"name": named(ACCOUNT)}
    ]
