"""Invented people: common parts of names joined, some far more often than others, the same in every run."""

import random
from collections.abc import Iterator
from typing import NamedTuple

import jaconv

FAMILY_FIRST = (
    "山やま 川かわ 石いし 松まつ 竹たけ 高たか 中なか 小お 大おお 西にし 東ひがし 北きた 南みなみ 森もり"
    " 吉よし 長なが 福ふく 藤ふじ 金かね 青あお 黒くろ 白しら 浅あさ 深ふか 岩いわ 杉すぎ 桜さくら"
    " 秋あき 水みず 古ふる"
)
FAMILY_SECOND = (
    "田だ 山やま 川かわ 本もと 村むら 井い 野の 沢さわ 島しま 崎ざき 原はら 木ぎ 橋はし 谷たに 口ぐち"
    " 岡おか 内うち 上うえ 下した 塚つか 林ばやし 宮みや 浦うら 坂さか 尾お 倉くら 戸と 見み 場ば 越こし"
)
GIVEN_FIRST = (
    "正まさ 和かず 幸ゆき 義よし 明あき 信のぶ 隆たか 俊とし 英ひで 道みち 清きよ 久ひさ 恒つね 春はる 光みつ"
    " 友とも 静しず 智ち 千ち 美み"
)
GIVEN_SECOND = "子こ 美み 代よ 江え 枝え 男お 夫お 雄お 彦ひこ 之ゆき 人と 也や 樹き 治はる 恵え 香か 穂ほ"


class Name(NamedTuple):
    family: str
    given: str
    family_kana: str
    given_kana: str

    @property
    def in_katakana(self) -> str:
        """As a bank prints a payer."""
        return jaconv.hira2kata(f"{self.family_kana} {self.given_kana}")


def names(seed: int = 1983) -> Iterator[Name]:
    """Without end."""
    dice = random.Random(seed)
    families, givens = _joined(FAMILY_FIRST, FAMILY_SECOND), _joined(GIVEN_FIRST, GIVEN_SECOND)
    while True:
        family, family_kana = families[int(len(families) * dice.random() ** 2)]
        given, given_kana = dice.choice(givens)
        yield Name(family, given, family_kana, given_kana)


def _joined(first: str, second: str) -> list[tuple[str, str]]:
    pairs = [(one, two) for two in second.split() for one in first.split() if one[0] != two[0]]
    random.Random(len(pairs)).shuffle(pairs)
    return [(one[0] + two[0], one[1:] + two[1:]) for one, two in pairs]
