"""The roster as a table."""

import csv
import io

import pytest
from openpyxl import load_workbook

from reunion import cast
from reunion.lib.spreadsheets import xlsx_bytes
from reunion.roster.exporting import COLUMNS, roster_csv, rows
from reunion.roster.models import Classmate, YearbookAddress

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


def lines(reunion) -> list[dict]:
    return list(csv.DictReader(io.StringIO(roster_csv(reunion.cohort).decode("utf-8-sig"))))


def test_a_line_holds_the_old_address_and_the_best_of_today(reunion):
    person = cast.classmate(reunion, number=4, deceased=True)
    YearbookAddress.objects.create(
        classmate=person,
        printed_code="336",
        printed_address="埼玉県浦和市高砂3-15-1",
        grade="likely",
        postal_code="3300063",
        prefecture="埼玉県",
        municipality="さいたま市浦和区",
        town="高砂",
        rest="3-15-1",
    )
    (line,) = lines(reunion)
    assert (line["homeroom"], line["number"], line["deceased"]) == ("A", "4", "1")
    assert (line["family_name"], line["given_kana"]) == ("高田", "ゆうこ")
    assert (line["old_postal_code"], line["old_address"]) == ("336", "埼玉県浦和市高砂3-15-1")
    assert (line["postal_code"], line["address_grade"]) == ("3300063", "likely")
    assert line["address"] == "埼玉県さいたま市浦和区高砂3-15-1"


def test_somebody_without_class_number_and_address_is_there_too(reunion):
    Classmate.objects.create(cohort=reunion.cohort, family_name="高田", given_name="裕子")
    (line,) = lines(reunion)
    assert (line["homeroom"], line["number"], line["old_address"], line["deceased"]) == ("", "", "", "")


def test_formulas_are_defused(reunion):
    cast.classmate(reunion, remarks="=1+1")
    assert lines(reunion)[0]["remarks"] == "'=1+1"
    sheet = load_workbook(io.BytesIO(xlsx_bytes(COLUMNS, rows(reunion.cohort)))).active
    assert [cell.data_type for cell in sheet[2] if cell.value == "=1+1"] == ["s"]


def test_the_number_of_queries_is_the_same_for_one_and_thirty(reunion, django_assert_num_queries):
    cast.classmate(reunion)
    with django_assert_num_queries(3):
        lines(reunion)
    for number in range(29):
        cast.classmate(reunion, number=number)
    with django_assert_num_queries(3):
        assert len(lines(reunion)) == 30
