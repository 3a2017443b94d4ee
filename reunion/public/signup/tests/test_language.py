"""The language is switched within the form, on the page where one is, and nothing typed is lost."""

import pytest

from .guests import CHECKED, URL, fields_of, sent_by, typed


def test_on_the_input_everything_stays_and_nothing_is_complained_about(client, reunion):
    half = {"shown": "input", "family_name": "高田", "note": "一行\r\n二行", "phone": "090"}
    page = client.post(URL, half | {"language": "en"})
    assert page["Content-Language"] == "en"
    assert '<html lang="en"' in page.content.decode()
    assert (sent_by(page)["note"], sent_by(page)["phone"]) == (["一行\r\n二行"], ["090"])
    assert "data-error-summary" not in page.content.decode()
    assert client.get(URL)["Content-Language"] == "en"


def test_on_the_confirmation_too(client, reunion):
    answers = typed(reunion)
    confirmation = client.post(URL, answers | CHECKED)
    page = client.post(URL, sent_by(confirmation, language="en"))
    assert '<html lang="en"' in page.content.decode()
    assert fields_of(page).buttons["step"] == ["send", "change"]
    assert fields_of(page).buttons["language"] == ["ja"]
    assert sent_by(page)["family_name"] == ["高田"]
    back = client.post(URL, sent_by(page, language="ja"))
    assert "この内容でよろしいですか" in back.content.decode()


@pytest.mark.parametrize("language", ["", "xx", "\x00", "ja\r\nSet-Cookie: a=b"])
def test_a_language_that_we_do_not_speak_changes_nothing(client, reunion, language):
    page = client.post(URL, {"shown": "input", "language": language})
    assert page["Content-Language"] == "ja"
    assert "django_language" not in client.cookies
