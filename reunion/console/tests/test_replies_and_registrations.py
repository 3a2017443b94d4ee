import csv
import io

import pytest
from django.core.management import CommandError, call_command

from reunion import cast
from reunion.mail.models import Message
from reunion.registrations.models import Registration

pytestmark = pytest.mark.django_db

TABLE = "氏名,組,出欠,メール\n高田 裕子,A,出席,yuko@mail.example\n別人 進,A,欠席,\n森 実,A,未定,\n"


@pytest.fixture
def reunion():
    found = cast.mamagawa()
    cast.classmate(found, number=7)
    return found


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "replies.csv"
    path.write_text(TABLE, encoding="cp932")
    return str(path)


def test_replies_are_taken_in_and_counted(reunion, file, capsys):
    call_command("import_replies", file, reunion=reunion.slug)
    assert capsys.readouterr().out.splitlines() == [
        "新しい申込 2件（うち確認待ち 1件）、前に取り込んだ返信 0件、読めない行 1件",
        "3行目 別人 進：名簿に同じ名前の人が見つかりません",
        "4行目は取り込んでいません：出席か欠席か読み取れません「未定」",
    ]
    call_command("import_replies", file, reunion=reunion.slug)
    assert capsys.readouterr().out.splitlines()[0] == (
        "新しい申込 0件（うち確認待ち 0件）、前に取り込んだ返信 2件、読めない行 1件"
    )
    assert Message.objects.count() == 1


def test_without_mail_no_letter_is_written(reunion, file):
    call_command("import_replies", file, "--no-mail", reunion=reunion.slug)
    assert (Registration.objects.count(), Message.objects.count()) == (2, 0)


def test_what_is_no_table_is_refused_and_changes_nothing(reunion, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("氏名,住所\n高田 裕子,市川市\n")
    for path, slug in ((other, reunion.slug), (tmp_path / "missing.csv", reunion.slug), (other, "nowhere")):
        with pytest.raises(CommandError):
            call_command("import_replies", str(path), reunion=slug)
    assert Registration.objects.count() == 0


def test_registrations_are_written_to_a_file(reunion, file, tmp_path):
    call_command("import_replies", file, "--no-mail", reunion=reunion.slug)
    output = tmp_path / "registrations.csv"
    call_command("export_registrations", reunion.slug, output=str(output))
    rows = list(csv.DictReader(io.StringIO(output.read_bytes().decode("utf-8-sig"))))
    wanted = ("email", "homeroom", "number", "name", "amount_due", "amount_paid", "state", "delivery_risk")
    assert [tuple(row[column] for column in wanted) for row in rows] == [
        ("yuko@mail.example", "A", "7", "高田 裕子", "8000", "0", "coming", "none"),
        ("", "", "", "別人 進", "0", "0", "waiting", "none"),
    ]


def test_registrations_of_an_unknown_reunion_are_refused():
    with pytest.raises(CommandError):
        call_command("export_registrations", "nowhere")
