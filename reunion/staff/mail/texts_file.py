"""Every text of a reunion in one file to read, print or keep for the next reunion.

UTF-8 with a mark in front and Windows' line ends, so that any editor opens it. Names in braces stay as they
are. It holds no account and no person.
"""

from collections.abc import Iterator

from django.conf import settings
from django.utils import translation

from reunion.events.models import Reunion
from reunion.mail.wording import SUBJECT_MARK, WORDINGS, Texts

RULE = "=" * 40


@translation.override(settings.LANGUAGE_CODE)
def file_of(reunion: Reunion) -> bytes:
    parts = [reunion.name, *_letters(reunion), *_page(reunion)]
    text = "\n\n".join(parts) + "\n"
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig")


def _letters(reunion: Reunion) -> Iterator[str]:
    texts = Texts.of(reunion)
    for wording in WORDINGS.values():
        words = texts.words(wording.name)
        whose = "直した文面" if words.is_own else "はじめの文面"
        heading = f"メール　{wording.title}（{wording.occasion}）　{whose}"
        yield _part(heading, f"{SUBJECT_MARK} {words.subject}\n\n{words.body}")


def _page(reunion: Reunion) -> Iterator[str]:
    if reunion.greeting:
        yield _part("案内ページ　ごあいさつ", reunion.greeting)
    for item in reunion.program_items.all():
        if item.note:
            yield _part(f"案内ページ　{item.name}のひとこと", item.note)
    captions = [f"・{photo.caption}" for photo in reunion.photos.all()]
    if captions:
        yield _part("案内ページ　写真の説明", "\n".join(captions))


def _part(heading: str, text: str) -> str:
    return f"{RULE}\n{heading}\n{RULE}\n{text.strip()}"
