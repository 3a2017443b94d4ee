from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from reunion import cast
from reunion.payments.models import Allocation, MatchRun
from reunion.payments.tests.bank_files import yucho
from reunion.team.models import Role

FILE = yucho(("20261201", 1, 8000, "タカダ　ユウコ"))


def uploaded(desk, page):
    return desk.post(page("upload"), {"file": SimpleUploadedFile("meisai.csv", FILE)}, follow=True)


def test_the_page_says_that_nothing_is_booked_without_a_press(mamagawa, desk, page):
    assert "いまは、確実な入金も、押すまで確定しません。" in desk.get(page("upload")).text
    cast.guest(mamagawa)
    uploaded(desk, page)
    assert Allocation.objects.count() == 0


def test_turned_on_an_upload_books_what_is_certain_and_says_so(mamagawa, desk, page):
    cast.guest(mamagawa)
    shown = desk.post(page("automatic"), {"automatic": "on"}, follow=True).text
    assert "次に取り込む明細から、確実な入金は自動で確定します。" in shown
    shown = uploaded(desk, page).text
    assert "確実な1件、合わせて8,000円を自動で確定しました。取り消せます。" in shown
    assert "確実な入金は、取り込みのときに自動で確定しています。" in shown
    assert Allocation.objects.standing().count() == 1


def test_turned_off_again_an_upload_books_nothing(mamagawa, desk, page):
    cast.guest(mamagawa)
    desk.post(page("automatic"), {"automatic": "on"})
    assert "自動をやめる" in desk.get(page("upload")).text
    desk.post(page("automatic"), {"automatic": "off"})
    uploaded(desk, page)
    assert Allocation.objects.count() == 0


def test_the_secretariat_may_not_turn_it_on(mamagawa, client, page):
    client.force_login(cast.member(mamagawa, Role.SECRETARIAT))
    assert client.post(page("automatic"), {"automatic": "on"}).status_code == 403
    assert not MatchRun.objects.filter(books_by_itself=True).exists()


def test_the_command_books_only_where_it_is_turned_on(mamagawa, desk, page, tmp_path, capsys):
    cast.guest(mamagawa)
    desk.post(page("automatic"), {"automatic": "on"})
    (tmp_path / "meisai.csv").write_bytes(FILE)
    call_command("import_statement", str(tmp_path / "meisai.csv"), reunion="mamagawa")
    assert "確実な1件、合わせて8,000円を自動で確定しました。" in capsys.readouterr().out
    assert Allocation.objects.standing().count() == 1
