"""A file is looked at first, row by row, and taken in with one press."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reunion import cast
from reunion.roster import import_room, uploads
from reunion.roster.models import Classmate, RosterUpload, YearbookAddress
from reunion.team.models import Role

pytestmark = pytest.mark.django_db

ROSTER = "組,番号,氏名,住所\n3-A,1,高田 裕子,市川市八幡1\n3-A,,佐藤 一郎,\n3-A,3,欠番,\n".encode()


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture(autouse=True)
def empty_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def upload(client, reunion, data: bytes = ROSTER):
    file = SimpleUploadedFile("名簿.csv", data)
    return client.post(reverse("staff:roster:import", args=[reunion.slug]), {"file": file}, follow=True)


def press(client, reunion, upload_id: int):
    return client.post(reverse("staff:roster:take_in", args=[reunion.slug, upload_id]), follow=True)


def told(answer) -> list[tuple]:
    return [(row.row, row.kind, row.name, row.changes) for row in answer.context["page"]]


def test_a_file_is_shown_first_and_taken_in_with_one_press(client, reunion):
    client.force_login(cast.member(reunion))
    answer = upload(client, reunion)
    counts = answer.context["counts"]
    assert (counts["new"], counts["doubtful"], counts["left_out"]) == (2, 1, 1)
    assert "佐藤 一郎" in answer.content.decode() and "番号がありません。" in answer.content.decode()
    assert Classmate.objects.count() == 0
    done = press(client, reunion, answer.context["upload"].pk).content.decode()
    assert "名簿を取り込みました" in done and "で変わったところです" in done
    assert sorted(str(person) for person in Classmate.objects.all()) == ["佐藤 一郎", "高田 裕子"]
    assert list(uploads.folder().iterdir()) == []


def test_each_row_says_what_stood_there_and_what_stands_there_then(client, reunion):
    client.force_login(cast.member(reunion))
    press(client, reunion, upload(client, reunion).context["upload"].pk)
    again = (
        "組,番号,氏名,ふりがな,住所,部活\n3-A,1,高田 裕子,たかだ ゆうこ,船橋市本町2,書道部\n3-A,4,森 薫,,,\n"
    )
    answer = upload(client, reunion, again.encode())
    assert told(answer) == [
        (
            2,
            "changed",
            "高田 裕子",
            [
                ["ふりがな", "", "たかだ ゆうこ"],
                ["部活", "", "書道部"],
                ["住所（アルバム）", "市川市八幡1", "船橋市本町2"],
            ],
        ),
        (3, "new", "森 薫", [["クラス", "", "3年A組"], ["番号", "", "4"], ["名前", "", "森 薫"]]),
    ]
    assert YearbookAddress.objects.get().printed_address == "市川市八幡1"
    only_new = client.get(answer.redirect_chain[-1][0], {"show": "new"})
    assert [row.name for row in only_new.context["page"]] == ["森 薫"]


def test_the_same_file_again_has_nothing_to_take_in(client, reunion):
    client.force_login(cast.member(reunion))
    press(client, reunion, upload(client, reunion).context["upload"].pk)
    answer = upload(client, reunion)
    assert [(row[1], row[3]) for row in told(answer)] == [
        ("unchanged", []),
        ("unchanged", []),
        ("left_out", []),
    ]
    assert "取り込むものはありません" in answer.content.decode()
    assert "名簿に取り込む</button>" not in answer.content.decode()


def test_a_second_press_changes_nothing_more(client, reunion):
    client.force_login(cast.member(reunion))
    kept = upload(client, reunion).context["upload"]
    for _press in range(2):
        assert "名簿を取り込みました" in press(client, reunion, kept.pk).content.decode()
    assert Classmate.objects.count() == 2


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", "買い物,数\n牛乳,2\n".encode()])
def test_a_file_that_is_no_roster_is_refused_on_the_form(client, reunion, data):
    client.force_login(cast.member(reunion))
    answer = upload(client, reunion, data)
    assert len(answer.context["form"].errors["file"]) == 1
    assert list(uploads.folder().iterdir()) == [] and RosterUpload.objects.count() == 0


def test_a_file_is_of_its_own_reunion_only(client, reunion):
    client.force_login(cast.member(reunion))
    kept = upload(client, reunion).context["upload"]
    another = cast.mamagawa("another")
    client.force_login(cast.member(another))
    for name in ("upload", "take_in"):
        address = reverse(f"staff:roster:{name}", args=["another", kept.pk])
        assert client.post(address).status_code == 404
    assert Classmate.objects.count() == 0


def test_a_large_file_is_read_and_taken_in_by_a_worker_while_the_page_says_how_far(
    client, reunion, monkeypatch
):
    monkeypatch.setattr("reunion.staff.roster.taking_in.READ_AT_ONCE", 1)
    monkeypatch.setattr("reunion.staff.roster.taking_in.TAKEN_IN_AT_ONCE", 0)
    client.force_login(cast.member(reunion, Role.SECRETARIAT))
    answer = upload(client, reunion)
    kept = answer.context["upload"]
    assert "順番を待っています。" in answer.content.decode()
    import_room.sweep()
    assert "取り込む前の確認" in client.get(answer.redirect_chain[-1][0]).content.decode()
    assert "名簿に取り込んでいます" in press(client, reunion, kept.pk).content.decode()
    assert Classmate.objects.count() == 0
    import_room.sweep()
    assert "名簿を取り込みました" in client.get(answer.redirect_chain[-1][0]).content.decode()


def test_the_page_of_a_file_costs_the_same_for_many_rows(client, reunion, django_assert_num_queries):
    client.force_login(cast.member(reunion))
    for rows in (2, 45):
        people = "".join(f"3-A,,山田 {chr(0x4E00 + number)}子\n" for number in range(rows))
        kept = upload(client, reunion, f"組,番号,氏名\n{people}".encode()).context["upload"]
        with django_assert_num_queries(7):
            client.get(reverse("staff:roster:upload", args=[reunion.slug, kept.pk]))
