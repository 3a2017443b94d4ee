"""A letter's template becomes a subject and a text; nothing in it is escaped or cut where it hurts."""

import pytest

from reunion.mail.letters import Letter, render
from reunion.mail.wrapping import columns, wrap


@pytest.fixture
def write(settings, tmp_path):
    (tmp_path / "mail").mkdir()
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]

    def write(text):
        (tmp_path / "mail" / "trial.txt").write_text(text, encoding="utf-8")

    return write


def test_the_first_line_is_the_subject_and_nothing_is_escaped(write):
    write("件名: {{ name }} 様へ\n\n{{ name }} 様\n\n{% if no %}\nない\n{% endif %}\n\nここから <本文>\n")
    assert render("trial", {"name": "A&B <高田>"}) == Letter(
        "A&B <高田> 様へ", "A&B <高田> 様\n\nここから <本文>\n"
    )


def test_a_letter_in_the_common_layout_is_signed_by_the_reunion(write, mamagawa):
    mamagawa.contact_email = "contact@example.jp"
    write(
        '{% extends "mail/_letter.txt" %}{% block subject %}お知らせ{% endblock %}'
        "{% block text %}本文です。{% endblock %}"
    )
    assert render("trial", {"reunion": mamagawa, "recipient_name": "高田 裕子"}) == Letter(
        "お知らせ",
        "高田 裕子 様\n\n本文です。\n\n--\n真間川高校 還暦同窓会\n\nメール contact@example.jp\n",
    )


def test_a_template_without_subject_is_a_fault(write):
    write("本文だけ\n")
    with pytest.raises(ValueError, match="件名"):
        render("trial", {})


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        ("あ" * 36, "あ" * 36),
        ("あ" * 37, "あ" * 36 + "\nあ"),
        ("あ" * 36 + "。い", "あ" * 35 + "\nあ。い"),
        ("あ" * 35 + "「い」", "あ" * 35 + "\n「い」"),
        ("　・" + "あ" * 40, "　・" + "あ" * 34 + "\n　" + "あ" * 6),
        ("あ" * 34 + "8,000円です", "あ" * 34 + "\n8,000円です"),
        ("a" * 30 + " " + "b" * 50, "a" * 30 + "\n" + "b" * 50),
        ("空行の\n\n後", "空行の\n\n後"),
    ],
)
def test_lines_are_cut_where_a_reader_expects_it(text, wrapped):
    assert wrap(text) == wrapped


def test_an_address_of_the_web_stays_whole_however_long():
    address = "https://reunion.example/mamagawa/my/" + "x" * 90 + "/"
    assert wrap(f"こちらからご覧ください {address} 期限があります。") == (
        f"こちらからご覧ください\n{address}\n期限があります。"
    )


def test_no_line_of_a_long_text_is_too_wide():
    text = "会費は8,000円です。「振込名義」は、ご本人のお名前（カタカナ）でお願いします。" * 20
    lines = wrap(text).split("\n")
    assert "".join(lines) == text
    assert all(60 <= columns(line) <= 72 for line in lines[:-1])
    assert not any(line[0] in "、。」）" or line[-1] in "「（" for line in lines)
