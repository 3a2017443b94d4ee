import ast

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy

from reunion import cast
from reunion.journal.models import Entry
from reunion.journal.recording import record
from reunion.registrations import deciding
from reunion.registrations.models import State
from reunion.team.membership import add_member
from reunion.tests.test_house import source_files, tree_of


@pytest.mark.django_db
def test_a_sentence_and_its_words_are_japanese_whatever_the_reader_at_the_screen_speaks():
    reunion = cast.mamagawa()
    with translation.override("en"):
        record(
            reunion,
            action="changed",
            sentence=gettext_lazy("%(name)sの返事を「%(state)s」に直しました"),
            words={"name": "高田 裕子", "state": State.DECLINED.label},
        )
    assert Entry.objects.get().sentence == "高田 裕子の返事を「欠席」に直しました"


@pytest.mark.django_db
def test_what_a_member_does_on_english_pages_is_written_down_in_japanese():
    reunion = cast.mamagawa()
    actor = cast.member(reunion)
    guest = cast.guest(reunion)
    waiting = cast.registration(
        reunion, state=State.WAITING, family_name="池田", given_name="茂", attending=True
    )
    with translation.override("en"):
        deciding.correct(guest, attending=False, actor=actor)
        deciding.tie_to_new_classmate(waiting, actor=actor)
        add_member(reunion, email="mori@mail.example", name="森 幸", role="treasurer", actor=actor)
    assert list(Entry.objects.order_by("id").values_list("sentence", flat=True)) == [
        "高田 裕子の返事を「欠席」に直しました",
        "池田 茂を、申込から名簿に加えました",
        "池田 茂の申込を、名簿の本人と結びました",
        "会計 森 幸を加えました",
    ]


def test_nobody_hands_over_a_sentence_translated_for_the_reader_at_the_screen():
    """`_("…")` is translated where it stands; `gettext_lazy("…")` in the journal's own language."""
    wrong = [
        f"{path.relative_to(settings.BASE_DIR)}:{node.lineno}"
        for path in source_files()
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef) and not _speaks_japanese(function)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record"
        for keyword in node.keywords
        if keyword.arg == "sentence" and _is_translated(keyword.value)
    ]
    assert wrong == []


def _speaks_japanese(function: ast.FunctionDef) -> bool:
    """Decorated so, or inside such a block."""
    return any(getattr(node, "attr", "") == "override" for node in ast.walk(function))


def _is_translated(value: ast.expr) -> bool:
    return any(isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_" for node in ast.walk(value))
