import pytest

from reunion.mail.openings import Addressee, opening_for, wrong_opening
from reunion.mail.wording import WORDINGS, our_words

CLASSMATE, TEACHER, BUSINESS = Addressee
FIRST = "はじめて便りを出す相手です。「お世話になります」で始めます。"
LATER = "前にも便りを出した相手です。「お世話になっております」で始めます。"
FRIEND = "同窓生への便りに、「お世話になっております」などの書き出しはいりません。用件から始めます。"
HONOUR = "恩師への便りは、「お慶び申し上げます」など、敬意のこもった言葉で始めます。"
TITLE = "恩師のお名前には、「様」ではなく「先生」を付けます。｛敬称｝と書くと、自動で付きます。"


@pytest.mark.parametrize("addressee", Addressee)
@pytest.mark.parametrize("before", [False, True])
def test_what_is_proposed_is_never_pointed_out(addressee, before):
    opening = opening_for(addressee, written_to_before=before)
    text = f"｛お名前｝ ｛敬称｝\n\n{opening}\n本文です。"
    assert wrong_opening(text, addressee=addressee, written_to_before=before) == ""


def test_what_is_proposed():
    assert opening_for(CLASSMATE) == ""
    assert opening_for(TEACHER).startswith("先生におかれましては")
    assert opening_for(BUSINESS) == "お世話になります。"
    assert opening_for(BUSINESS, written_to_before=True) == "お世話になっております。"


@pytest.mark.parametrize(
    ("addressee", "before", "text", "sentence"),
    [
        (CLASSMATE, False, "高田 裕子 様\n\nお世話になっております。", FRIEND),
        (CLASSMATE, False, "いつも大変お世話になっております。", FRIEND),
        (CLASSMATE, False, "拝啓　秋も深まりました。", FRIEND),
        (CLASSMATE, False, "高田さん\n会費の件です。\nお世話になります。", ""),
        (CLASSMATE, False, "", ""),
        (TEACHER, False, "原田 正 先生\n\nお疲れさまです。", HONOUR),
        (TEACHER, False, "｛お名前｝ ｛敬称｝\n\nお世話になっております。", HONOUR),
        (TEACHER, False, "｛お名前｝ 様\n\n本文", TITLE),
        (TEACHER, False, "原田先生\n在学中は大変お世話になりました。", ""),
        (BUSINESS, False, "ホテル市川ベイ 御中\n宴会ご担当 佐藤様\n\nお世話になっております。", FIRST),
        (BUSINESS, False, "人数の件です。", FIRST),
        (BUSINESS, False, "平素より大変お世話になります。", ""),
        (BUSINESS, True, "佐藤様\nお世話になります。", LATER),
        (BUSINESS, True, "佐藤様\nいつもお世話になっております。", ""),
    ],
)
def test_a_wrong_one_is_pointed_out_with_the_rule(addressee, before, text, sentence):
    assert wrong_opening(text, addressee=addressee, written_to_before=before) == sentence


@pytest.mark.parametrize("name", WORDINGS)
def test_our_own_words_open_well(name):
    assert wrong_opening(our_words(name).body, addressee=WORDINGS[name].addressee) == ""
