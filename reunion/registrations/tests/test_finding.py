import pytest

from reunion import cast
from reunion.registrations.finding import Outcome, find, find_classmate
from reunion.registrations.likeness import Candidate, Typed
from reunion.registrations.models import Registration, State

A, B = 1, 2


def person(number, names, *, room=A, current="", deceased=False, answered=False):
    """`names` is family, given and their kana; a kana of "-" is unknown."""
    family, given, family_kana, given_kana = (part.replace("-", "") for part in names.split())
    return Candidate(number, room, family, given, family_kana, given_kana, current, "", deceased, answered)


def typed(names, *, room=A, current="", class_given=True):
    family, given, family_kana, given_kana = (part.replace("-", "") for part in names.split())
    return Typed(family, given, family_kana, given_kana, current, homeroom_id=room, class_given=class_given)


def without_class(names):
    return typed(names, room=None, class_given=False)


def outcome(one, *candidates):
    finding = find(one, candidates)
    return finding.outcome, finding.classmate_id, finding.candidates


YUKO = person(1, "高田 裕子 たかだ ゆうこ")


def test_class_and_full_name_tie():
    assert outcome(typed("高田 裕子 たかだ ゆうこ"), YUKO) == (Outcome.TIED, 1, (1,))


@pytest.mark.parametrize(
    ("written", "in_roster"),
    [
        ("髙田 裕子 たかだ ゆうこ", "高田 裕子 たかだ ゆうこ"),
        ("斉藤 和子 さいとう かずこ", "齋藤 和子 さいとう かずこ"),
        ("斎藤 和子 さいとう かずこ", "齊藤 和子 - -"),
        ("渡邉 実 わたなべ みのる", "渡辺 實 わたなべ みのる"),
        ("原田 ひとみ はらだ ひとみ", "原田 ヒトミ はらだ ひとみ"),
        ("長谷川 翔 はせがわ しょう", "長谷川 翔 はせがわ しよう"),
    ],
)
def test_shapes_of_a_character_and_of_kana_do_not_matter(written, in_roster):
    assert outcome(typed(written), person(1, in_roster))[:2] == (Outcome.TIED, 1)


def test_kana_missing_on_either_side_does_not_matter():
    assert outcome(typed("高田 裕子 たかだ ゆうこ"), person(1, "高田 裕子 - -"))[0] is Outcome.TIED
    assert outcome(typed("高田 裕子 - -"), YUKO)[0] is Outcome.TIED
    assert outcome(typed("高田 裕子 - ゆうこ"), person(1, "高田 裕子 たかだ -"))[0] is Outcome.TIED


def test_a_name_not_yet_split_in_the_roster_is_the_same_name():
    whole = Candidate(1, A, "大西義明", "", "", "", "", "", False, False)
    assert outcome(typed("大西 義明 おおにし よしあき"), whole)[0] is Outcome.TIED


def test_a_contradicting_reading_waits():
    assert outcome(typed("高田 裕子 たかた ひろこ"), YUKO) == (Outcome.READING_DIFFERS, None, (1,))
    assert outcome(typed("高田 裕子 - ひろこ"), YUKO)[0] is Outcome.READING_DIFFERS


def test_the_reading_tells_namesakes_in_kanji_apart():
    hiroko = person(2, "高田 裕子 たかだ ひろこ")
    assert outcome(typed("高田 裕子 たかだ ひろこ"), YUKO, hiroko)[:2] == (Outcome.TIED, 2)


def test_the_same_reading_in_other_characters_waits():
    found = outcome(typed("高田 優子 たかだ ゆうこ"), YUKO)
    assert found == (Outcome.WRITING_DIFFERS, None, (1,))


def test_a_name_all_in_kana_ties_when_one_reading_fits():
    assert outcome(typed("たかだ ゆうこ - -"), YUKO)[:2] == (Outcome.TIED, 1)
    assert outcome(typed("タカダ ユウコ タカダ ユウコ"), YUKO)[:2] == (Outcome.TIED, 1)


def test_a_name_all_in_kana_waits_when_another_reading_is_unknown():
    other = person(2, "高田 由子 - -")
    assert outcome(typed("たかだ ゆうこ - -"), YUKO, other)[0] is Outcome.SEVERAL


def test_the_name_of_today_ties_when_the_roster_knows_it():
    yuko = person(1, "高田 裕子 たかだ ゆうこ", current="石井")
    assert outcome(typed("石井 裕子 いしい ゆうこ"), yuko)[:2] == (Outcome.TIED, 1)
    assert outcome(typed("石井 裕子 いしい ゆうこ", current="石井"), yuko)[:2] == (Outcome.TIED, 1)


def test_a_name_of_school_days_is_not_taken_for_somebody_elses_name_of_today():
    yuko = person(1, "高田 裕子 たかだ ゆうこ", current="石井")
    ishii = person(2, "石井 裕子 いしい ゆうこ")
    assert outcome(typed("石井 裕子 いしい ゆうこ", current="森"), yuko, ishii)[:2] == (Outcome.TIED, 2)
    assert outcome(typed("石井 裕子 いしい ゆうこ"), yuko, ishii)[0] is Outcome.SEVERAL


def test_two_of_one_name_in_one_class_wait():
    twins = person(1, "後藤 貴美子 ごとう きみこ"), person(2, "後藤 貴美子 ごとう きみこ")
    found = outcome(typed("後藤 貴美子 ごとう きみこ", current="遠藤"), *twins)
    assert found == (Outcome.SEVERAL, None, (1, 2))


def test_two_of_one_name_wait_also_when_one_of_them_has_answered():
    twins = person(1, "後藤 貴美子 ごとう きみこ", answered=True), person(2, "後藤 貴美子 ごとう きみこ")
    assert outcome(typed("後藤 貴美子 ごとう きみこ"), *twins)[0] is Outcome.SEVERAL


def test_two_of_one_name_are_told_apart_by_the_name_of_today_that_the_roster_knows():
    twins = (
        person(1, "後藤 貴美子 ごとう きみこ", current="遠藤"),
        person(2, "後藤 貴美子 ごとう きみこ", current="岡本"),
    )
    assert outcome(typed("後藤 貴美子 ごとう きみこ", current="岡本"), *twins)[:2] == (Outcome.TIED, 2)
    assert outcome(typed("後藤 貴美子 ごとう きみこ", current="森"), *twins)[0] is Outcome.SEVERAL


def test_a_namesake_in_another_class_does_not_disturb():
    other = person(2, "高田 裕子 たかだ ゆうこ", room=B)
    assert outcome(typed("高田 裕子 たかだ ゆうこ"), YUKO, other)[:2] == (Outcome.TIED, 1)


def test_a_class_in_which_nobody_has_the_name_waits_with_the_namesake_elsewhere():
    found = outcome(typed("高田 裕子 たかだ ゆうこ", room=B), YUKO)
    assert found == (Outcome.OTHER_CLASS, None, (1,))


def test_a_class_that_no_roster_knows_waits():
    found = outcome(typed("高田 裕子 たかだ ゆうこ", room=None), YUKO)
    assert found == (Outcome.OTHER_CLASS, None, (1,))


def test_without_a_class_a_full_name_known_once_in_the_year_ties():
    other = person(2, "高田 和子 たかだ かずこ", room=B)
    assert outcome(without_class("高田 裕子 たかだ ゆうこ"), YUKO, other)[:2] == (Outcome.TIED, 1)


def test_without_a_class_a_name_known_twice_in_the_year_waits():
    other = person(2, "高田 裕子 たかだ ゆうこ", room=B)
    found = outcome(without_class("高田 裕子 たかだ ゆうこ"), YUKO, other)
    assert found == (Outcome.SEVERAL, None, (1, 2))


def test_without_a_class_and_without_kana_nobody_is_tied():
    assert outcome(without_class("高田 裕子 - -"), YUKO) == (Outcome.CLASS_MISSING, None, (1,))
    assert outcome(without_class("たかだ ゆうこ - -"), YUKO) == (Outcome.CLASS_MISSING, None, (1,))


def test_who_has_died_is_never_tied_and_the_reason_does_not_say_so():
    late = person(1, "高田 裕子 たかだ ゆうこ", deceased=True)
    for one in (typed("高田 裕子 たかだ ゆうこ"), without_class("高田 裕子 たかだ ゆうこ")):
        finding = find(one, [late])
        assert (finding.outcome, finding.classmate_id) == (Outcome.ASK_FIRST, None)
        assert finding.reason == "名簿の記録と照らして、確認が必要です"


def test_who_has_answered_is_recognised_but_not_tied_again():
    answered = person(1, "高田 裕子 たかだ ゆうこ", answered=True)
    assert outcome(typed("高田 裕子 たかだ ゆうこ"), answered) == (Outcome.ANSWERED, 1, (1,))


def test_somebody_unknown_waits_with_those_of_the_class_who_share_a_part_of_the_name():
    others = (
        person(1, "岡田 涼子 おかだ りょうこ"),
        person(2, "田中 実 たなか みのる"),
        person(3, "田中 進 たなか すすむ", room=B),
        person(4, "森 進 もり すすむ"),
    )
    assert outcome(typed("田中 涼子 たなか りょうこ"), *others) == (Outcome.NOBODY, None, (1, 2))


@pytest.mark.django_db
class TestInTheDatabase:
    def named(self, reunion, names, **options):
        room = options.pop("room", None)
        return find_classmate(
            reunion, typed(names, room=room and room.pk, class_given=room is not None, **options)
        )

    def test_the_class_decides_in_one_query(self, django_assert_num_queries):
        reunion = cast.mamagawa()
        yuko = cast.classmate(reunion)
        cast.classmate(reunion, room="B")
        room = cast.homeroom(reunion)
        with django_assert_num_queries(1):
            finding = self.named(reunion, "高田 裕子 たかだ ゆうこ", room=room)
        assert (finding.outcome, finding.classmate_id) == (Outcome.TIED, yuko.pk)

    def test_without_a_class_only_namesakes_of_this_year_are_read(self, django_assert_num_queries):
        reunion, other = cast.mamagawa(), cast.mamagawa("other", graduated=(1990, 3))
        yuko = cast.classmate(reunion)
        cast.classmate(other)
        with django_assert_num_queries(1):
            finding = self.named(reunion, "髙田 裕子 たかだ ゆうこ")
        assert (finding.outcome, finding.classmate_id) == (Outcome.TIED, yuko.pk)

    def test_a_namesake_in_another_shape_and_without_kana_is_found_in_the_whole_year(self):
        reunion = cast.mamagawa()
        first = cast.classmate(reunion, "斎藤 和子 さいとう かずこ")
        second = cast.classmate(reunion, "齊藤 和子 - -", room="B", family_kana="", given_kana="")
        finding = self.named(reunion, "斉藤 和子 さいとう かずこ")
        assert (finding.outcome, finding.candidates) == (Outcome.SEVERAL, (first.pk, second.pk))

    def test_the_name_of_today_is_found_in_the_whole_year(self):
        reunion = cast.mamagawa()
        yuko = cast.classmate(reunion, current_family_name="濵田")
        finding = self.named(reunion, "浜田 裕子 はまだ ゆうこ")
        assert finding.classmate_id == yuko.pk

    def test_an_answer_counts_for_its_own_reunion_only(self):
        reunion, next_time = cast.mamagawa(), cast.mamagawa("next")
        yuko = cast.classmate(reunion)
        Registration.objects.create(
            reunion=reunion,
            reference="1007",
            state=State.COMING,
            attending=True,
            family_name="高田",
            classmate=yuko,
        )
        room = cast.homeroom(reunion)
        assert self.named(reunion, "高田 裕子 - -", room=room).outcome is Outcome.ANSWERED
        assert self.named(next_time, "高田 裕子 - -", room=room).outcome is Outcome.TIED
