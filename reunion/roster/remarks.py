"""What a remark says about a classmate: that he has died, and which surname she bears today.

A death counts only when it is the classmate's own: 「父逝去」 and 「ご主人他界」 are about somebody else,
「妻より逝去の連絡」 is not. A death that is only hearsay (「逝去？」) counts too, with a mark: a card to the
family of a dead classmate hurts more than one that waits. Surnames are taken after 現姓, 結婚後 and the
like; 旧姓 names the surname of the school days.
"""

import re
import unicodedata
from dataclasses import dataclass

from reunion.lib.kana import hiragana, is_kana

DEATH = re.compile(
    r"逝去|死去|死亡|物故|故人|永眠|他界|帰天|昇天|鬼籍|急逝|病没|病死|戦没|逝く|逝かれ|逝った|亡くな|なくなら|"
    r"(?<![日埋沈出陥水])没(?:$|年|後|し|[)\]\s(])|^故$|[(\[]故[)\]]|^故[\s　]|"
    r"\d[年月日.]*亡(?![命父母妻夫])|^[(]?亡[)]?$|[†✝]"
)
RELATIVES = (
    r"(?:義|祖|ご|お|御)?(?:父母|両親|父|母|夫|妻|主人|旦那|家内|奥|兄弟|姉妹|兄|弟|姉|妹|息子|娘|子息|子供|"
    r"長男|次男|三男|長女|次女|三女|祖父|祖母|伯父|叔父|伯母|叔母|家族|身内|配偶者|担任|恩師|先生|友人|嫁|舅|姑)"
)
# 妻より, 奥様から: the relative brought the news.
RELATIVE_DIED = re.compile(
    rf"{RELATIVES}(?!(?:様|さん|さま|君|親|上)?(?:より|から|に|へ|と同))[^、。,;/]*?(?:{DEATH.pattern})"
)
HEARSAY = re.compile(r"[?？]|らしい|との噂|という噂|うわさ|未確認|かも|との情報|と聞")
DENIED = re.compile(r"(ではない|でない|誤り|間違い|誤報|健在|存命)")
CLAUSES = re.compile(r"[、。，,；;／/\n]+")

LETTER = r"[^\s、。，,；;：:／/()\[\]「」『』・=→>]"
SURNAME = rf"({LETTER}{{1,8}})"
GAP = r"[\s:：・=→>は「『(\[]*"
CURRENT = re.compile(
    r"(?:現姓名?|現在の?(?:姓|名字|苗字)|(?:今|いま)の(?:姓|名字|苗字)|新姓|改姓後?(?:して)?|改名後?|婚姓|現氏名|"
    rf"(?:結婚|婚姻|入籍)(?:後の?(?:姓|名字|苗字)?|して|により|し)|現(?=[\s:：・=→>])){GAP}{SURNAME}"
)
CHANGED_TO = re.compile(rf"({LETTER}{{1,5}}?)(?:姓|さん)?(?:に改姓|へ改姓|に改名|姓に(?:なる|変更|なった))")
AT_SCHOOL = re.compile(rf"(?:旧姓名?|旧(?:名字|苗字)|在学時の?(?:姓|名字|苗字)?){GAP}{SURNAME}")
IN_BRACKETS = re.compile(r"\s*\(\s*([^()]+?)\s*\)")
AFTER_A_NAME = re.compile(r"(?:に改姓.*|に変更.*|になる.*|になった.*|さん|様|姓|氏|です|に|へ|と改.*)$")
NO_SURNAME = re.compile(
    r"在住|海外|転居|住所|不明|未定|勤務|東京|大阪|退職|連絡|変更|^なし$|無し|同じ|未婚|離婚|移住|引越|[0-9A-Za-z]|^の"
)
LETTERS_OF_NAMES = re.compile(r"[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


@dataclass(frozen=True)
class Surnames:
    """Surnames a remark tells, each with its kana when the remark has it."""

    current: str = ""
    current_kana: str = ""
    at_school: str = ""
    at_school_kana: str = ""


def says_deceased(text: str) -> bool:
    """Whether the remark says that the classmate has died."""
    return any(_clause_says_deceased(clause.strip()) for clause in CLAUSES.split(_widths(text)))


def is_hearsay(text: str) -> bool:
    """Whether a remark about a death is only a rumour."""
    return bool(HEARSAY.search(text))


def surnames(text: str, *, given_name: str = "") -> Surnames:
    """The surnames in a remark; a given name written behind one (現 高橋真由美) is taken off."""
    if not text:
        return Surnames()
    plain = _widths(text)
    current, current_kana = _surname(CURRENT, plain, given_name)
    if not current:
        current, current_kana = _surname(CHANGED_TO, plain, given_name)
    at_school, at_school_kana = _surname(AT_SCHOOL, plain, given_name)
    return Surnames(current, current_kana, at_school, at_school_kana)


def _widths(text: str) -> str:
    """Brackets and spaces in one width; nothing else, so that no name changes."""
    return text.translate(str.maketrans("（）［］　【】〔〕＝：＞", "()[] []()=:>"))


def _clause_says_deceased(clause: str) -> bool:
    if not DEATH.search(unicodedata.normalize("NFKC", clause)) or DENIED.search(clause):
        return False
    return "本人" in clause or not RELATIVE_DIED.search(clause)


def _surname(pattern: re.Pattern, text: str, given_name: str) -> tuple[str, str]:
    for found in pattern.finditer(text):
        name = AFTER_A_NAME.sub("", found[1])
        if given_name and name != given_name:
            name = name.removesuffix(given_name)
        if name and LETTERS_OF_NAMES.fullmatch(name) and not NO_SURNAME.search(name):
            return name, _kana_behind(text[found.end() :])
    return "", ""


def _kana_behind(rest: str) -> str:
    found = IN_BRACKETS.match(rest)
    return hiragana(found[1]) if found and is_kana(found[1]) else ""
