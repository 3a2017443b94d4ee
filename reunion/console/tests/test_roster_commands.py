"""import_roster, export_roster and resolve_address from end to end, on the demo's yearbook."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import reunion.roster
from reunion import cast
from reunion.roster.models import Classmate

ROSTER = Path(reunion.roster.__file__).parent
YEARBOOK = ROSTER / "data" / "mamagawa-1983" / "yearbook.xlsx"
TRUTH = ROSTER / "tests" / "data" / "yearbook_truth.csv"


def said(*command, **options) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def read(path: Path) -> list[dict]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


@pytest.mark.django_db
def test_the_yearbook_comes_out_as_it_really_was(tmp_path):
    cast.mamagawa()
    told = said("import_roster", str(YEARBOOK), reunion="mamagawa")
    assert "新しい人360名" in told and "365行目  欠番なので、取り込みませんでした。" in told
    call_command("export_roster", "mamagawa", output=str(tmp_path / "out.csv"), stderr=io.StringIO())
    truth = {(row["class"], row["no"]): row for row in read(TRUTH)}
    rows = read(tmp_path / "out.csv")
    assert sorted((row["homeroom"], row["number"]) for row in rows) == sorted(truth)
    pairs = [(row, truth[row["homeroom"], row["number"]]) for row in rows]
    assert all(
        (row["family_name"], row["given_name"]) == (true["family"], true["given"]) or row["doubt"]
        for row, true in pairs
    )
    assert sum(row["postal_code"] == true["postal_code"] for row, true in pairs) >= 353
    assert all((row["deceased"] == "1") == (true["dead"] == "dead") for row, true in pairs)


@pytest.mark.django_db
def test_a_dry_run_and_a_refusal_change_nothing(tmp_path):
    cast.mamagawa()
    assert "まだ何も変えていません" in said("import_roster", str(YEARBOOK), "--dry-run", reunion="mamagawa")
    with pytest.raises(CommandError, match="という同窓会はありません"):
        said("import_roster", str(YEARBOOK), reunion="nobody")
    no_roster = tmp_path / "list.csv"
    no_roster.write_text("買い物,数\n牛乳,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match="名前の列が見つかりません"):
        said("import_roster", str(no_roster), reunion="mamagawa")
    assert Classmate.objects.count() == 0


def test_an_address_is_resolved_without_a_database(tmp_path):
    listed = tmp_path / "addresses.tsv"
    listed.write_text(
        "272\t千葉県市川市八幡3-4-5\tignored\n336\t埼玉県浦和市高砂3-15-1\n\tどこでもない\n", encoding="utf-8"
    )
    answers = [json.loads(line) for line in said("resolve_address", file=str(listed), json=True).splitlines()]
    assert [answer["grade"] for answer in answers] == ["certain", "certain", "unclear"]
    assert answers[1] == {
        "code": "336",
        "address": "埼玉県浦和市高砂3-15-1",
        "grade": "certain",
        "reason": "旧番号336＋町名「高砂」→ さいたま市浦和区",
        "candidates": [
            {
                "postal_code": "3300063",
                "prefecture": "埼玉県",
                "municipality": "さいたま市浦和区",
                "town": "高砂",
                "rest": "3-15-1",
            }
        ],
    }
    assert said("resolve_address", "272", "千葉県市川市八幡3-4-5").split("\t")[2] == "certain"


@pytest.mark.parametrize("given", [("272",), (), ("272", "市川市", "--file", "a.tsv")])
def test_an_address_or_a_file_is_needed(given):
    with pytest.raises(CommandError, match="どちらか一方"):
        said("resolve_address", *given)


@pytest.mark.django_db
def test_what_was_taken_out_can_be_taken_in_elsewhere_and_changes_nothing_here(tmp_path):
    cast.mamagawa()
    said("import_roster", str(YEARBOOK), reunion="mamagawa")
    said("export_roster", "mamagawa", output=str(tmp_path / "out.csv"))
    told = said("import_roster", str(tmp_path / "out.csv"), reunion="mamagawa")
    assert "新しい人0名、変わった人0名、変わらない人360名" in told
    cast.mamagawa("elsewhere", school="別の高等学校")
    said("import_roster", str(tmp_path / "out.csv"), reunion="elsewhere")
    said("export_roster", "elsewhere", output=str(tmp_path / "again.csv"))
    fields = (
        "homeroom",
        "number",
        "family_name",
        "old_postal_code",
        "old_address",
        "postal_code",
        "deceased",
    )
    first, second = read(tmp_path / "out.csv"), read(tmp_path / "again.csv")
    assert [[row[field] for field in fields] for row in second] == [
        [row[field] for field in fields] for row in first
    ]
