"""How a classmate is found by whatever somebody remembers of them; every word must fit.

A word fits when it begins one of the person's names (at school or today, in kanji or kana; kana in any script
and width, a kanji in its other shapes), or names their class, attendance number, a club, a telephone number
or a mail address: `searched_words.py` tells which of these a word can be. Nothing is kept for searching:
what the tables say is always what is found, also after an import that writes thousands of rows at once.
Beginnings are compared as sets, and what hangs on a classmate is asked once, not for each of them; so a
year of 30,000 is looked through in well under a tenth of a second.
"""

from django.db.models import Q, Value
from django.db.models.functions import Concat, Replace, Substr

from reunion.lib.kana import hiragana, is_kana, katakana

from .models import Classmate, ClassmateQuerySet, Club, ContactPoint, YearbookAddress
from .searched_words import Room, attendance_number, mail_part, room, shapes, telephone_part, words_of

SHORTEST_CLUB = 2
WHOLE_TELEPHONE = 5
BETWEEN_DIGITS = "-－ー‐( )（）　"
NAMES = {
    "whole_name": ("family_name", "given_name"),
    "whole_name_today": ("current_family_name", "given_name"),
}
KANA = {
    "whole_kana": ("family_kana", "given_kana"),
    "whole_kana_today": ("current_family_kana", "given_kana"),
}


def search(classmates: ClassmateQuerySet, typed: str) -> ClassmateQuerySet:
    """`classmates` unchanged when nothing is typed."""
    for place, word in enumerate(words_of(typed)):
        classmates = _with_beginnings(classmates, word, f"_{place}").filter(_fits(word, f"_{place}"))
    return classmates


def _with_beginnings(classmates: ClassmateQuerySet, word: str, mark: str) -> ClassmateQuerySet:
    """Of each name as many signs as the word has, so that all shapes are compared at once, as a set."""
    length = len(hiragana(word) if is_kana(word) else word)
    parts = {**NAMES, **KANA, "given": ("given_name",), "given_in_kana": ("given_kana",)}
    beginnings = {
        name + mark: Substr(Concat(*columns) if len(columns) > 1 else columns[0], 1, length)
        for name, columns in parts.items()
    }
    return classmates.alias(**beginnings)


def _fits(word: str, mark: str) -> Q:
    number = attendance_number(word)
    fits = Q(pk__in=[]) if number is None else Q(number=number)
    if number is None:
        fits |= _begins_a_name(word, mark)
    fits |= _is_in(room(word))
    if telephone_part(word):
        fits |= _has_telephone(telephone_part(word))
    if mail_part(word):
        fits |= _has(ContactPoint.objects.filter(kind="mail", value__icontains=mail_part(word)))
    if number is None and len(word) >= SHORTEST_CLUB:
        fits |= _is_in_a_club(word)
    return fits


def _begins_a_name(word: str, mark: str) -> Q:
    if is_kana(word):
        in_kana = _any_of((*KANA, "given_in_kana"), [hiragana(word)], mark)
        return in_kana | _any_of(("whole_name", "given"), [hiragana(word), katakana(word)], mark)
    return _any_of((*NAMES, "given"), shapes(word), mark)


def _any_of(names: tuple[str, ...], beginnings: list[str], mark: str) -> Q:
    condition = Q()
    for name in names:
        condition |= Q(**{f"{name}{mark}__in": beginnings})
    return condition


def _is_in(wanted: Room | None) -> Q:
    if wanted is None:
        return Q()
    grade = {"homeroom__grade": wanted.grade} if wanted.grade else {}
    return Q(homeroom__label__in=wanted.labels, **grade)


def _is_in_a_club(word: str) -> Q:
    named = Q()
    for shape in dict.fromkeys((word, hiragana(word), katakana(word))):
        named |= Q(name__icontains=shape)
    members = Classmate.clubs.through.objects.filter(club__in=Club.objects.filter(named))
    return Q(pk__in=members.values("classmate_id"))


def _has_telephone(digits: str) -> Q:
    """Four digits are the end of a number; more may stand anywhere in it."""
    lookup = "contains" if len(digits) >= WHOLE_TELEPHONE else "endswith"
    today = ContactPoint.objects.filter(kind="phone").alias(digits=_only_digits("value"))
    printed = YearbookAddress.objects.exclude(printed_phone="").alias(digits=_only_digits("printed_phone"))
    wanted = {f"digits__{lookup}": digits}
    return _has(today.filter(**wanted)) | _has(printed.filter(**wanted))


def _only_digits(column: str) -> Replace | str:
    for sign in BETWEEN_DIGITS:
        column = Replace(column, Value(sign), Value(""))
    return column


def _has(rows) -> Q:
    return Q(pk__in=rows.values("classmate_id"))
