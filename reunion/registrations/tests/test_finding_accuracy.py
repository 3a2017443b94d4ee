"""The 120 sample replies against the roster of the sample yearbook, as far as a roster may know it.

The data are copies of the project's shared samples: invented people of an invented school.
"""

import csv
from pathlib import Path

import pytest

from reunion.registrations.finding import Outcome, find
from reunion.registrations.likeness import Candidate, Typed

DATA = Path(__file__).parent / "data"


def rows(name):
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


TRUTH = {row["email"]: int(row["classmate_id"]) for row in rows("replies_truth.csv")}
ROOMS = {label: number for number, label in enumerate("ABCDEFGHI", 1)}


def roster(*, kana=True):
    return [
        Candidate(
            id=int(row["id"]),
            homeroom_id=ROOMS[row["class"]],
            family_name=row["family"],
            given_name=row["given"],
            family_kana=row["family_kana"] if kana else "",
            given_kana=row["given_kana"] if kana else "",
            current_family_name="",
            current_family_kana="",
            deceased=bool(row["dead"]),
            answered=False,
        )
        for row in rows("yearbook_truth.csv")
    ]


def typed(row, *, with_class=True):
    return Typed(
        row["family_at_school"],
        row["given"],
        row["family_kana"],
        row["given_kana"],
        row["current_family"],
        row["current_family_kana"],
        homeroom_id=ROOMS[row["klass"].removeprefix("3-")] if with_class else None,
        class_given=with_class,
    )


def judged(candidates, **options):
    """(right, wrong, waiting replies)"""
    right = wrong = 0
    waiting = []
    for row in rows("replies.csv"):
        finding = find(typed(row, **options), candidates)
        if not finding.is_tied:
            waiting.append((row["family_at_school"] + row["given"], finding.outcome))
        elif finding.classmate_id == TRUTH[row["email"]]:
            right += 1
        else:
            wrong += 1
    return right, wrong, waiting


TWO_NAMESAKES = [("後藤貴美子", Outcome.SEVERAL)] * 2


@pytest.mark.parametrize("kana", [True, False])
def test_all_but_the_two_namesakes_of_one_class_are_tied_to_the_right_classmate(kana):
    assert judged(roster(kana=kana)) == (118, 0, TWO_NAMESAKES)


def test_without_a_class_nobody_is_tied_to_the_wrong_classmate():
    right, wrong, waiting = judged(roster(), with_class=False)
    assert (wrong, right + len(waiting)) == (0, 120)
    assert right > 60


def test_the_true_classmate_is_among_the_candidates_of_whoever_waits():
    for row in rows("replies.csv"):
        finding = find(typed(row, with_class=False), roster())
        assert TRUTH[row["email"]] in finding.candidates
