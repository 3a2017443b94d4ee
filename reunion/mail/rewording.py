"""The committee changes the words of a letter, or goes back to ours.

Nothing is kept with which something is wrong (proofreading.py). Whoever saves says which words they had seen;
if somebody else has changed them meanwhile, nobody's work is lost unseen. Words that are ours again are not
kept as the committee's. What has been written already keeps its words. The journal says who changed which
letter, never into what.
"""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import BankAccount, Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import LetterTemplate
from .placeholders import tidy
from .proofreading import wrong_with
from .wording import WORDINGS, Words, our_words


@transaction.atomic
def reword(reunion: Reunion, *, name: str, words: Words, seen: str, actor: User) -> Words:
    """`seen` is the version (version_of) that the words were made from."""
    kept = _locked(reunion, name)
    words = as_kept(words)
    now = Words(kept.subject, kept.body, True) if kept else our_words(name)
    if _same(words, now):
        return now
    if version_of(kept) != seen:
        raise Refused(
            _(
                "ほかの人が、この文面を先に直しました。画面を開き直して、いまの文面をご覧ください。"
                "下に書いた文は、写しておくと安心です。"
            )
        )
    wrong = wrong_with(words, wording=WORDINGS[name], account_number=account_number(reunion))
    if wrong:
        raise Refused("".join(wrong))
    if _same(words, our_words(name)):
        return restore(reunion, name=name, actor=actor)
    row = kept or LetterTemplate(reunion=reunion, name=name)
    row.subject, row.body = words.subject, words.body
    row.save()
    _note(row, gettext_lazy("メールの文面「%(title)s」を直しました"), actor)
    return words


@transaction.atomic
def restore(reunion: Reunion, *, name: str, actor: User) -> Words:
    kept = _locked(reunion, name)
    if kept is not None:
        _note(kept, gettext_lazy("メールの文面「%(title)s」を、はじめの文面にもどしました"), actor)
        kept.delete()
    return our_words(name)


def as_kept(words: Words) -> Words:
    """As they are kept: the subject on one line, invisible signs gone."""
    return replace(words, subject=" ".join(tidy(words.subject).split()), body=tidy(words.body), is_own=True)


def own_row(reunion: Reunion, name: str) -> LetterTemplate | None:
    return LetterTemplate.objects.filter(reunion=reunion, name=name).first()


def version_of(row: LetterTemplate | None) -> str:
    return row.changed_at.isoformat() if row else ""


def account_number(reunion: Reunion) -> str:
    """What nobody types into a letter by hand; empty while there is none."""
    account = BankAccount.objects.filter(reunion=reunion).first()
    return account.number if account else ""


def _same(words: Words, others: Words) -> bool:
    return (words.subject, words.body) == (others.subject, others.body)


def _locked(reunion: Reunion, name: str) -> LetterTemplate | None:
    """Two who save at once come one after the other, also while there is no row yet."""
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    return own_row(reunion, name)


def _note(row: LetterTemplate, sentence: str, actor: User) -> None:
    record(
        row,
        action="reword",
        sentence=sentence,
        words={"title": WORDINGS[row.name].title},
        actor=actor,
        reunion_slug=row.reunion.slug,
    )
