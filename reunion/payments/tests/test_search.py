"""A person or a line is found by whatever the treasurer has at hand."""

import pytest

from reunion import cast
from reunion.payments.balance import with_balance
from reunion.payments.booking import confirm
from reunion.payments.models import StatementLine
from reunion.payments.search import ids_matching, lines_matching, people_matching
from reunion.payments.totals import sums_by_registration
from reunion.registrations.models import Registration


@pytest.fixture
def takano(mamagawa):
    """One who is looked for; others who are not meant stand beside."""
    person = cast.classmate(mamagawa, "高野 涼子 たかの りょうこ", room="D")
    guest = cast.guest(
        mamagawa,
        "高野 涼子 たかの りょうこ",
        classmate=person,
        current_family_name="水上",
        current_family_kana="みずかみ",
        transfer_name="ミズカミ ジョージ",
        items=("main", "after_party"),
    )
    cast.guest(mamagawa, "佐藤 和子 さとう かずこ", room="A")
    return guest


def people(reunion, text):
    """As rows, and as ids for a long list: always the same people."""
    everybody = Registration.objects.filter(reunion=reunion)
    found = list(people_matching(with_balance(everybody), text))
    assert ids_matching(everybody, text, sums=sums_by_registration(reunion)) == [row.pk for row in found]
    return found


WORDS = [
    *("高野", "涼子", "高野涼子", "高野 涼子", "高野　涼子"),
    *("たかの", "タカノ", "ﾀｶﾉ", "りょうこ", "リヨウコ", "ﾘﾖｳｺ", "たかのりょうこ", "ﾀｶﾉ ﾘﾖｳｺ", "たか"),
    *("水上", "みずかみ", "ミヅカミ", "水上涼子", "みずかみりょうこ", "ミズカミリヨウコ"),
    *("ジョージ", "ジヨ-ジ", "ｼﾞﾖ-ｼﾞ", "じょーじ"),
    *("3D", "３Ｄ", "3年D組", "D組", "d組", "３－Ｄ"),
    *("12000", "12,000円", "１２０００", "高野 12000", "3D りょうこ"),
]


@pytest.mark.parametrize("text", WORDS)
def test_a_person_is_found_by(mamagawa, takano, text):
    assert people(mamagawa, text) == [takano]


@pytest.mark.parametrize("text", ["たかだ", "高野 和子", "3A たかの", "9000", "ミズカミ タロウ", "%", ".*"])
def test_what_fits_nobody_finds_nobody(mamagawa, takano, text):
    assert people(mamagawa, text) == []


def test_a_reference_finds_its_person(mamagawa, takano):
    assert people(mamagawa, takano.reference) == [takano]


def test_a_payer_confirmed_before_finds_the_person(mamagawa, takano, receive):
    (line,) = receive(("ヤマモト　サブロウ", 3000))
    confirm(line, shares=[(takano, 3000)], actor=None)
    assert people(mamagawa, "やまもと サブロウ") == [takano]
    assert people(mamagawa, "ﾔﾏﾓﾄ") == [takano]


LINE_WORDS = [
    *("リヨウコ", "りょうこ", "ﾘﾖｳｺ", "12000", "12,000円"),
    *("高野", "水上", "みずかみ", "ミズカミ ジョージ", "3D", "D組", "高野涼子"),
]


@pytest.mark.parametrize("text", LINE_WORDS)
def test_a_line_is_found_by_its_payer_its_amount_or_its_person(mamagawa, takano, receive, text):
    line, _other = receive(("タカノ　リヨウコ", 12_000), ("サトウ　カズコ", 8000))
    assert list(lines_matching(StatementLine.objects.all(), text)) == [line]
    confirm(line, shares=[(takano, 12_000)], actor=None)
    assert list(lines_matching(StatementLine.objects.all(), text)) == [line]


def test_a_line_is_found_by_the_reference_of_who_is_proposed(mamagawa, takano, receive):
    line, _other = receive(("タカノ　リヨウコ", 12_000), ("サトウ　カズコ", 8000))
    assert list(lines_matching(StatementLine.objects.all(), takano.reference)) == [line]


def test_a_teacher_is_found_too(mamagawa):
    teacher = cast.teacher(mamagawa)
    guest = cast.registration(mamagawa, teacher=teacher)
    assert people(mamagawa, teacher.family_name) == [guest]
    assert people(mamagawa, teacher.family_kana) == [guest]
