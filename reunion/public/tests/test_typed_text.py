import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from reunion.public.honeypot import ONCE_MORE, WithHoneypot
from reunion.public.typed_text import TypedText, readable


class Note(WithHoneypot):
    name = TypedText(max_length=5)
    text = TypedText(max_length=5, required=False, widget=forms.Textarea)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("高\x00田", "高田"),
        ("a\ud800b", "ab"),
        ("\u202eabc\u202c", "abc"),
        ("👨‍👩‍👧 葛󠄀", "👨‍👩‍👧 葛󠄀"),
        ("一\r\n二\r三\t四", "一 二 三 四"),
        ("髙﨑　ﾊﾝｶｸ", "髙﨑　ﾊﾝｶｸ"),
    ],
)
def test_what_nobody_can_see_is_left_out(typed, text):
    assert readable(typed) == text


@given(st.text())
def test_any_text_can_be_stored(typed):
    for lines in (True, False):
        kept = readable(typed, lines=lines)
        assert "\x00" not in kept
        kept.encode()


def test_a_line_break_is_one_character_and_lines_stay_where_there_is_room():
    form = Note({"name": "\x00あ\nい\x00", "text": "あ\r\n\r\nい\r\n"})
    assert form.is_valid()
    assert form.cleaned_data == {"name": "あ い", "text": "あ\n\nい", "website": ""}


def test_too_long_a_text_is_asked_to_be_shorter_and_a_browser_does_not_cut_it():
    form = Note({"name": "あいうえおか"})
    assert form.errors["name"] == ["5文字までで書いてください。いまは6文字あります。"]
    assert 'maxlength="' not in str(form["name"])
    assert Note({"name": "\x00 "}).errors["name"] == Note({}).errors["name"]


def test_a_filled_honeypot_loses_nothing_and_is_empty_the_second_time():
    form = Note(QueryDict("name=高田&text=x&website=http://x"))
    assert form.errors == {"__all__": [ONCE_MORE]}
    assert 'value="高田"' in str(form["name"])
    assert "http" not in str(form["website"])
    assert Note(QueryDict("name=高田&website=")).is_valid()


def test_a_honeypot_full_of_rubbish_is_no_other_mistake():
    assert Note(QueryDict("name=高田&website=%00")).errors == {"__all__": [ONCE_MORE]}
