import pytest
from hypothesis import given
from hypothesis import strategies as st

from reunion.mail.letters import written
from reunion.mail.placeholders import filled, filled_line, names_in, slips_in, tidy
from reunion.mail.proofreading import wrong_with
from reunion.mail.rewording import as_kept
from reunion.mail.vocabulary import ALL
from reunion.mail.wording import WORDINGS, Words

VALUES = {"お名前": "髙橋 﨑", "口座": "銀行　ゆうちょ\n番号　123", "なし": ""}


@pytest.mark.parametrize("typed", ["{お名前}", "｛お名前｝", "{お名前｝", "｛ お 名前　｝"])
def test_widths_and_spaces_do_not_matter(typed):
    assert names_in(typed) == ["お名前"]
    assert filled(f"{typed} 様", VALUES) == "髙橋 﨑 様"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("前\n\n■ 見出し\n｛なし｝\n\n後", "前\n\n後"),
        ("前\n｛なし｝\n後", "前\n後"),
        ("■ 見出し\n｛なし｝\nことば", "■ 見出し\nことば"),
        ("■ 見出しだけ\n\n後", "■ 見出しだけ\n\n後"),
        ("｛なし｝\n\n後", "後"),
        ("電話｛なし｝へ", "電話へ"),
        ("｛口座｝", "銀行　ゆうちょ\n番号　123"),
        ("お振込先は｛口座｝です。", "お振込先は\n銀行　ゆうちょ\n番号　123\nです。"),
        ("前\n\n\n \n後", "前\n\n後"),
        ("　字下げ\r\n二行目  ", "　字下げ\n二行目"),
    ],
)
def test_blocks_begin_a_line_and_nothing_leaves_a_hole(text, made):
    assert filled(text, VALUES) == made


def test_a_value_is_never_read_again():
    assert (
        filled("｛甲｝と{乙}", {"甲": "{乙}", "乙": "｛甲｝{{ x }}{% y %}"}) == "{乙}と｛甲｝{{ x }}{% y %}"
    )


def test_a_value_is_asked_for_only_when_it_stands_in_the_text():
    def fails():
        raise AssertionError

    assert filled("｛甲｝", {"甲": lambda: "a", "乙": fails}) == "a"


def test_a_subject_is_one_line():
    assert filled_line("【｛会｝】\n ご案内", {"会": "甲\n乙"}) == "【甲 乙】 ご案内"


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("｛お名前｝ 様", []),
        ("｛お名前 様", ["｛お名前 様"]),
        ("お名前｝", ["お名前｝"]),
        ("{{ x }}", ["{{ x }}"]),
        ("｛｝", ["｛｝"]),
        ("｛お名\n前｝", ["｛お名", "前｝"]),
    ],
)
def test_a_brace_without_its_partner_is_a_slip(text, slips):
    assert slips_in(text) == slips


def test_invisible_signs_go_and_line_ends_are_one():
    assert tidy("\n一\r\n二\u2028三\x00\x1b四\t五\x85\n") == "一\n二\n三四　五"


BITS = st.sampled_from(
    ["｛", "｝", "{", "}", "お名前", "振込先", "専用ページ", "■ ", "\n", "\n\n", " ", "　"]
)
NAMED = st.sampled_from([f"｛{name}｝" for name in ALL] + ["{ お名前 }", "{{ x }}", "{% load x %}"])
EDITED = st.lists(BITS | NAMED | st.text(max_size=8), max_size=30).map("".join)
VALUE = st.lists(
    st.sampled_from(["｛振込先｝", "{お名前}", "}{", "髙橋", "𠮷", "﨑", "{{ x }}", "0"]),
    min_size=1,
    max_size=4,
).map("".join)


@given(
    name=st.sampled_from(sorted(WORDINGS)),
    subject=EDITED,
    body=EDITED,
    value=VALUE,
)
def test_any_text_is_refused_with_a_sentence_or_becomes_a_letter(name, subject, body, value):
    words, wording = as_kept(Words(subject, body)), WORDINGS[name]
    values = {allowed: f"<{number}:{value}>" for number, allowed in enumerate(wording.allowed)}
    required = "".join(f"\n｛{missing}｝" for missing in wording.required)
    for tried in (words, Words(words.subject, words.body + required)):
        wrong = wrong_with(tried, wording=wording)
        assert all(sentence.endswith("。") for sentence in wrong)
        if not wrong:
            letter = written(tried, values)
            _holds_its_values(letter.subject, tried.subject, values)
            _holds_its_values(letter.body, tried.body, values)


def _holds_its_values(made: str, text: str, values: dict[str, str]) -> None:
    """Each value stands there whole, apart from where lines were cut; without them no brace is left."""
    made = "".join(made.split())
    for name in names_in(text):
        value = "".join(values[name].split())
        assert value in made
        made = made.replace(value, "")
    assert not set("{}｛｝") & set(made)
