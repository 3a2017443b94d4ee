"""Full names typed without a space, cut by what the roster teaches."""

import csv
import random
from pathlib import Path

import pytest

from reunion.roster.name_splitting import SplitName, split_names

TRUTH = Path(__file__).parent / "data" / "yearbook_truth.csv"


def cut(name, kana="", *others):
    return split_names([*others, (name, kana)])[-1]


@pytest.mark.parametrize(
    ("name", "kana", "family", "given"),
    [
        ("大西義明", "おおにし よしあき", "大西", "義明"),
        ("森薫", "もり かおる", "森", "薫"),
        ("森薫", "", "森", "薫"),
        ("林純", "はやし じゅん", "林", "純"),
        ("林田俊介", "はやしだ しゅんすけ", "林田", "俊介"),
        ("林田俊介", "", "林田", "俊介"),
        ("森田奈緒美", "", "森田", "奈緒美"),
        ("原田恵子", "", "原田", "恵子"),
        ("長谷川正", "", "長谷川", "正"),
        ("佐々木裕子", "", "佐々木", "裕子"),
        ("五十嵐昌代", "", "五十嵐", "昌代"),
        ("小鳥遊香織", "たかなし かおり", "小鳥遊", "香織"),
        ("勅使河原香織", "", "勅使河原", "香織"),
        ("喜屋武恵子", "きゃん けいこ", "喜屋武", "恵子"),
        ("東海林進", "しょうじ すすむ", "東海林", "進"),
        ("東由紀", "あずま ゆき", "東", "由紀"),
        ("祝俊介", "ほうり しゅんすけ", "祝", "俊介"),
        ("髙木正", "", "髙木", "正"),
        ("太田ひとみ", "", "太田", "ひとみ"),
        ("中村さゆり", "なかむら さゆり", "中村", "さゆり"),
        ("林さゆり", "", "林", "さゆり"),
        ("小林薫子", "", "小林", "薫子"),
        ("一ノ瀬真弓", "いちのせ まゆみ", "一ノ瀬", "真弓"),
    ],
)
def test_a_name_without_a_space_is_cut_at_the_right_place(name, kana, family, given):
    result = cut(name, kana)
    assert (result.family, result.given, result.is_sure) == (family, given, True)


def test_kana_without_a_space_is_cut_as_well():
    assert cut("大西義明", "おおにしよしあき") == SplitName("大西", "義明", "おおにし", "よしあき")
    assert cut("大西　義明", "おおにしよしあき") == SplitName("大西", "義明", "おおにし", "よしあき")


def test_the_roster_teaches_a_family_name_nobody_has_heard_of():
    assert cut("鵺退治郎", "", ("鵺退　花子", "ぬえのき はなこ")) == SplitName("鵺退", "治郎")
    assert cut("鵺退治郎").is_sure is False


def test_a_name_that_has_become_clear_teaches_the_next_one():
    taught = (("鵺代茂", "ぬえしろ しげる"), ("鵺代巳之吉", "ぬえしろ みのきち"))
    assert split_names(taught) == [
        SplitName("鵺代", "茂", "ぬえしろ", "しげる"),
        SplitName("鵺代", "巳之吉", "ぬえしろ", "みのきち"),
    ]


@pytest.mark.parametrize(
    ("name", "kana"), [("鵺鵼鶚鶤", "ぬえとり みさごとう"), ("鵺鵼鶚", ""), ("たなかさゆり", "")]
)
def test_a_cut_without_evidence_is_not_sure(name, kana):
    result = cut(name, kana)
    assert (result.is_sure, result.family + result.given) == (False, name)


def test_a_space_that_was_typed_is_believed():
    assert cut("林　田鶴子") == SplitName("林", "田鶴子")
    assert cut("鵺　鵼鶚", "ぬえ とりみさご") == SplitName("鵺", "鵼鶚", "ぬえ", "とりみさご")


def test_one_character_cannot_be_cut():
    assert cut("林") == SplitName("林", "", is_sure=False)
    assert cut("") == SplitName("", "", is_sure=False)


@pytest.mark.parametrize("share_spaced", [0.9, 0.5, 0.0])
@pytest.mark.parametrize("share_with_kana", [1.0, 0.7, 0.0])
def test_nobody_in_a_yearbook_is_cut_wrongly_in_silence(share_spaced, share_with_kana):
    chance = random.Random(f"{share_spaced} {share_with_kana}")
    people = list(csv.DictReader(TRUTH.open(encoding="utf-8")))
    chance.shuffle(people)
    typed = [
        (
            person["family"] + " " * (chance.random() < share_spaced) + person["given"],
            f"{person['family_kana']} {person['given_kana']}" if chance.random() < share_with_kana else "",
        )
        for person in people
    ]
    results = split_names(typed)
    assert [(result.family, result.given, result.is_sure) for result in results] == [
        (person["family"], person["given"], True) for person in people
    ]


def test_thirty_thousand_names_are_cut_without_losing_one():
    people = list(csv.DictReader(TRUTH.open(encoding="utf-8")))
    typed = [(f"{family['family']}{given['given']}", "") for family in people[:150] for given in people[:200]]
    results = split_names(typed)
    assert [result.family + result.given for result in results] == [name for name, _kana in typed]
