from reunion.postcards.name_columns import name_columns

PLACE = {"x": 50.65, "top": 36.0, "foot": 124.0, "largest": 26.0}
EM = 26 * 25.4 / 72


def shown(*name):
    return [(column.text, column.x, column.y, column.size) for column in name_columns(*name, **PLACE)]


def test_half_a_character_is_between_family_name_given_name_and_title():
    assert shown("高田", ["裕子"], "様") == [
        ("高田", 50.65, 36.0, 26),
        ("裕子", 50.65, round(36 + 2.5 * EM, 3), 26),
        ("様", 50.65, round(36 + 5 * EM, 3), 26),
    ]


def test_a_title_of_two_characters_has_the_same_size():
    assert [row[0] for row in shown("原田", ["正"], "先生")] == ["原田", "正", "先生"]
    assert shown("原田", ["正"], "先生")[-1][2:] == (round(36 + 4 * EM, 3), 26)


def test_an_organisation_has_one_name():
    assert [row[0] for row in shown("真間川高等学校", [], "御中")] == ["真間川高等学校", "御中"]


def test_a_long_name_becomes_smaller_and_ends_above_the_foot():
    rows = shown("勅使河原", ["龍之介右衛門"], "様")
    assert rows[0][3] < 26
    assert rows[-1][2] + rows[-1][3] * 25.4 / 72 <= 124.01


def test_who_shares_a_card_has_a_column_with_a_title_further_left():
    rows = shown("高田", ["裕子", "茂"], "様")
    assert [row[0] for row in rows] == ["高田", "裕子", "様", "茂", "様"]
    assert rows[0][1] == rows[1][1] > 50.65 > rows[3][1] == rows[4][1]
    assert rows[1][2] == rows[3][2]
    assert rows[2][2] == rows[4][2]


def test_a_variant_asked_for_by_a_selector_is_one_character():
    assert shown("渡邉󠄂", ["茂"], "様")[1][2] == shown("渡辺", ["茂"], "様")[1][2]
