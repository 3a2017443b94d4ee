import datetime as dt

import pytest

from reunion.mail.formal_letters import SEASONS, formal_closing, formal_opening, wrong_closing
from reunion.mail.openings import Addressee, opening_for, wrong_opening

BUSINESS = Addressee.BUSINESS


def test_the_word_about_the_season_is_that_of_the_month():
    assert sorted(SEASONS) == list(range(1, 13))
    opening = formal_opening(dt.date(2026, 11, 24), greeting="お世話になります。")
    assert opening == "拝啓　晩秋の候、貴社ますますご清栄のこととお慶び申し上げます。\nお世話になります。"


@pytest.mark.parametrize("before", [False, True])
def test_what_is_proposed_is_never_pointed_out(before):
    greeting = opening_for(BUSINESS, written_to_before=before)
    text = f"{formal_opening(dt.date(2026, 2, 1), greeting=greeting)}\n\n本文です。\n\n{formal_closing()}"
    assert wrong_closing(text) == ""
    assert wrong_opening(text, addressee=BUSINESS, written_to_before=before) == ""
    other = "はじめて便りを出す" if before else "前にも便りを出した"
    assert wrong_opening(text, addressee=BUSINESS, written_to_before=not before).startswith(other)


def test_greetings_behind_the_first_paragraph_do_not_count():
    text = "拝啓　時下ますますご清栄のこととお慶び申し上げます。\n\nお世話になります。\n\n敬具"
    assert wrong_opening(text, addressee=BUSINESS).startswith("はじめて便りを出す相手です。はじめの段落に")


def test_a_letter_that_leaves_the_greetings_out_says_so_and_needs_none():
    assert wrong_opening("前略　人数の件です。\n\n草々", addressee=BUSINESS) == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("拝啓　本文\n\n敬具", ""),
        ("謹啓　本文\n\n敬白", ""),
        ("お世話になります。\n本文", ""),
        ("お世話になります。\n敬具の意味は知りません。", ""),
        ("拝啓　本文", "「拝啓」で始めた手紙は、「敬具」で結びます。"),
        ("拝啓　本文\n　草々", "「拝啓」で始めた手紙は、「敬具」で結びます。"),
        ("前略　本文\n敬具", "「前略」で始めた手紙は、「草々」で結びます。"),
        ("お世話になります。\n本文\n　　敬具", "「敬具」で結ぶ手紙は、「拝啓」で始めます。"),
    ],
)
def test_opening_and_closing_are_a_pair(text, sentence):
    assert wrong_closing(text) == sentence
