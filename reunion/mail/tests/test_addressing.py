import pytest

from reunion.mail.addressing import addressee


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        (("ホテル市川ベイ",), "ホテル市川ベイ 御中"),
        (("ホテル市川ベイ 御中",), "ホテル市川ベイ 御中"),
        (("ホテル市川ベイ", "宴会予約課"), "ホテル市川ベイ\n宴会予約課 御中"),
        (("ホテル市川ベイ", "宴会予約課御中", "佐藤"), "ホテル市川ベイ\n宴会予約課\n佐藤 様"),
        (("ホテル市川ベイ 御中", "", "佐藤様"), "ホテル市川ベイ\n佐藤 様"),
        (("ホテル市川ベイ", "", "佐藤 さん"), "ホテル市川ベイ\n佐藤 様"),
        (("ホテル市川ベイ", "", "佐藤支配人"), "ホテル市川ベイ\n支配人 佐藤 様"),
        (("ホテル市川ベイ", "", "佐藤　総支配人 様"), "ホテル市川ベイ\n総支配人 佐藤 様"),
        (("ホテル市川ベイ", "", "支配人"), "ホテル市川ベイ\n支配人 様"),
        (("ホテル市川ベイ", "宴会予約", "ご担当者"), "ホテル市川ベイ\n宴会予約\nご担当者 様"),
        (("  町の　写真館 ",), "町の 写真館 御中"),
    ],
)
def test_a_firm_is_onchu_and_a_person_sama_never_both(parts, lines):
    name, department, person = (*parts, "", "")[:3]
    assert addressee(name, department=department, person=person) == lines
