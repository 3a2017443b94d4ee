import pytest

from reunion.lib.vertical_text import kanji_number, vertical_address


@pytest.mark.parametrize(
    ("digits", "kanji"),
    [
        ("1", "一"), ("0", "〇"), ("10", "十"), ("11", "十一"), ("12", "十二"), ("20", "二十"),
        ("21", "二十一"), ("99", "九十九"), ("05", "〇五"), ("100", "一〇〇"),
        ("103", "一〇三"), ("2102", "二一〇二"),
    ],
)  # fmt: skip
def test_a_number_is_written_so_that_it_cannot_be_misread(digits, kanji):
    assert kanji_number(digits) == kanji


@pytest.mark.parametrize(
    ("written", "kanji", "arabic"),
    [
        ("1丁目2-3", "一丁目二―三", "１丁目２―３"),
        ("３－２４－５", "三―二十四―五", "３―２４―５"),
        ("3−11‐103", "三―十一―一〇三", "３―１１―１０３"),
        ("3ー4ー5", "三―四―五", "３―４―５"),
        ("コーポ・センター103", "コーポ・センター一〇三", "コーポ・センター１０３"),
        ("グリーンハイツB棟503号", "グリーンハイツＢ棟五〇三号", "グリーンハイツＢ棟５０３号"),
        ("メゾンA-2", "メゾンＡ―二", "メゾンＡ―２"),
        ("北三条西5丁目", "北三条西五丁目", "北三条西５丁目"),
        ("2丁目25番18号", "二丁目二十五番十八号", "２丁目２５番１８号"),
        ("", "", ""),
    ],
)
def test_an_address_downwards(written, kanji, arabic):
    assert vertical_address(written) == kanji
    assert vertical_address(written, arabic=True) == arabic
