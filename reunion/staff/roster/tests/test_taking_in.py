"""A file is looked at first and taken in with one press."""

import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reunion import cast
from reunion.roster.models import Classmate
from reunion.staff.roster.uploads import folder, keep
from reunion.team.models import Role

pytestmark = pytest.mark.django_db

ROSTER = "組,番号,氏名\n3-A,1,高田 裕子\n3-A,,佐藤 一郎\n3-A,3,欠番\n".encode()


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture(autouse=True)
def empty_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def upload(client, reunion, data: bytes = ROSTER):
    file = SimpleUploadedFile("名簿.csv", data)
    return client.post(reverse("staff:roster:import", args=[reunion.slug]), {"file": file})


def press(client, reunion, ticket: str):
    return client.post(reverse("staff:roster:preview", args=[reunion.slug]), {"ticket": ticket}, follow=True)


def test_a_file_is_shown_first_and_taken_in_with_one_press(client, reunion):
    client.force_login(cast.member(reunion))
    answer = upload(client, reunion)
    report = answer.context["report"]
    assert (report.new, len(report.doubtful), len(report.left_out)) == (2, 1, 1)
    assert "佐藤 一郎" in answer.content.decode() and "番号がありません。" in answer.content.decode()
    assert Classmate.objects.count() == 0
    told = press(client, reunion, answer.context["ticket"]).content.decode()
    assert "名簿を取り込みました。新しい人2名" in told
    assert sorted(str(person) for person in Classmate.objects.all()) == ["佐藤 一郎", "高田 裕子"]
    assert list(folder().iterdir()) == []


def test_a_second_press_says_that_the_file_is_gone(client, reunion):
    client.force_login(cast.member(reunion))
    ticket = upload(client, reunion).context["ticket"]
    press(client, reunion, ticket)
    assert "お預かりしたファイルがもうありません" in press(client, reunion, ticket).content.decode()
    assert Classmate.objects.count() == 2


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", "買い物,数\n牛乳,2\n".encode()])
def test_a_file_that_is_no_roster_is_refused_on_the_form(client, reunion, data):
    client.force_login(cast.member(reunion))
    answer = upload(client, reunion, data)
    assert len(answer.context["form"].errors["file"]) == 1
    assert not (folder().exists() and list(folder().iterdir()))


def test_a_ticket_is_good_for_its_own_user_and_reunion_only(client, reunion):
    client.force_login(cast.member(reunion))
    ticket = upload(client, reunion).context["ticket"]
    for stranger in (cast.member(reunion, Role.SECRETARIAT), cast.member(cast.mamagawa("another"))):
        client.force_login(stranger)
        here = stranger.memberships.get().reunion
        assert "お預かりしたファイルがもうありません" in press(client, here, ticket).content.decode()
    assert "お預かりしたファイルがもうありません" in press(client, here, "../../etc/passwd").content.decode()
    assert Classmate.objects.count() == 0


def test_a_kept_file_is_for_its_owner_only_and_goes_after_a_day(reunion):
    old = keep(b"old", "a.csv")
    assert (old.path.stat().st_mode & 0o777, folder().stat().st_mode & 0o777) == (0o600, 0o700)
    yesterday = time.time() - 25 * 60 * 60
    os.utime(old.path, (yesterday, yesterday))
    young = keep(b"young", "b.csv")
    assert (old.read(), young.read()) == (None, b"young")


def test_long_lists_are_cut_on_the_screen(client, reunion):
    client.force_login(cast.member(reunion))
    rows = "".join(f"3-A,,山田 {chr(0x4E00 + number)}子\n" for number in range(60))
    answer = upload(client, reunion, f"組,番号,氏名\n{rows}".encode())
    assert "ほかに10行あります。" in answer.content.decode()
