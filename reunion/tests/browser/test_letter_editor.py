"""Beside the words of a letter stands how they will look: while typing, or without script after a press."""

import pytest

from reunion.mail.models import LetterTemplate, Message

from .visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-desk")]


@pytest.mark.parametrize("has_script", [True, False])
def test_the_preview_follows_the_words_and_sends_nothing(house, visit, has_script):
    letters = Message.objects.count()
    visitor = visit(PHONE, java_script_enabled=has_script)
    visitor.signs_in(house.organizer)
    page = visitor.go(f"{house.desk}mail/wording/thanks/")
    page.fill("#id_body", "｛お名前｝さん、｛なぞ｝")
    if has_script:
        page.locator("summary", has_text="置きかえる言葉").click()
        page.get_by_role("button", name="｛申込番号｝を入れる").click()
    else:
        page.get_by_role("button", name="見本をつくり直す").click()
    page.locator("#preview").get_by_text("｛なぞ｝という言葉はありません。").wait_for()
    text = page.locator(".letter-text").inner_text()
    assert "さん、｛なぞ｝" in text
    assert not text.startswith("｛お名前｝")
    assert (
        page.locator("#id_body").input_value().endswith("｛なぞ｝｛申込番号｝" if has_script else "｛なぞ｝")
    )
    assert not LetterTemplate.objects.filter(name="thanks").exists()
    assert Message.objects.count() == letters
