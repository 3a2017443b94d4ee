import io
from pathlib import Path

import pytest
from django.db import transaction

from reunion import cast
from reunion.events import photos
from reunion.events.models import Photo
from reunion.events.photos import add_photo, describe_photo, move_photo, picture_of, remove_photo
from reunion.journal.models import Entry
from reunion.lib.refused import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "photos"


def captions(reunion) -> list[str]:
    return [photo.caption for photo in reunion.photos.all()]


def test_a_photo_is_two_files_under_names_that_nobody_can_guess(folder):
    reunion = cast.mamagawa()
    actor = cast.member(reunion)
    photo = add_photo(reunion, file=cast.picture(), caption="　校舎の\n夕暮れ ", actor=actor)
    assert (photo.caption, photo.position, photo.width, photo.height) == ("校舎の 夕暮れ", 1, 40, 30)
    assert set(folder.iterdir()) == {Path(file.path) for file in (photo.small, photo.large)}
    assert all(len(path.stem) == 32 and path.suffix == ".jpg" for path in folder.iterdir())
    entry = Entry.objects.get()
    assert (entry.sentence, entry.actor) == ("写真を加えました（校舎の 夕暮れ）", actor)


@pytest.mark.parametrize(
    ("caption", "sentence"),
    [("", "何が写っているか"), (" 　\n", "何が写っているか"), ("長" * 81, "80文字まで")],
)
def test_no_photo_without_a_sentence_about_it(folder, caption, sentence):
    reunion = cast.mamagawa()
    with pytest.raises(Refused, match=sentence):
        add_photo(reunion, file=cast.picture(), caption=caption, actor=None)
    photo = add_photo(reunion, file=cast.picture(), caption="校舎", actor=None)
    with pytest.raises(Refused, match=sentence):
        describe_photo(photo, caption=caption, actor=cast.member(reunion))
    assert captions(reunion) == ["校舎"]


def test_what_is_no_photo_leaves_nothing_behind(folder):
    reunion = cast.mamagawa()
    with pytest.raises(Refused, match="読めませんでした"):
        add_photo(reunion, file=io.BytesIO(b"no photo"), caption="校舎", actor=None)
    assert (Photo.objects.count(), folder.exists(), Entry.objects.count()) == (0, False, 0)


def test_twelve_and_no_more(folder):
    reunion = cast.mamagawa()
    for number in range(photos.MOST):
        add_photo(reunion, file=cast.picture(), caption=f"{number}", actor=None)
    with pytest.raises(Refused, match="写真は12枚まで"):
        add_photo(reunion, file=cast.picture(), caption="もう一枚", actor=None)
    assert (Photo.objects.count(), len(list(folder.iterdir()))) == (12, 24)


def test_a_photo_moves_one_place_and_the_ends_stay(folder):
    reunion = cast.mamagawa()
    actor = cast.member(reunion)
    first, second, third = (
        add_photo(reunion, file=cast.picture(), caption=caption, actor=actor) for caption in "春夏秋"
    )
    move_photo(third, earlier=True, actor=actor)
    assert captions(reunion) == ["春", "秋", "夏"]
    move_photo(first, earlier=False, actor=actor)
    assert captions(reunion) == ["秋", "春", "夏"]
    move_photo(third, earlier=True, actor=actor)
    move_photo(second, earlier=False, actor=actor)
    assert captions(reunion) == ["秋", "春", "夏"]
    remove_photo(third, actor=actor)
    add_photo(reunion, file=cast.picture(), caption="冬", actor=actor)
    assert captions(reunion) == ["春", "夏", "冬"]


def test_a_new_sentence_is_written_down(folder):
    reunion = cast.mamagawa()
    photo = add_photo(reunion, file=cast.picture(), caption="校舎", actor=None)
    describe_photo(photo, caption="校舎の夕暮れ", actor=cast.member(reunion))
    assert captions(reunion) == ["校舎の夕暮れ"]
    assert Entry.objects.first().sentence == "写真の説明を変えました（校舎の夕暮れ）"


def test_the_files_go_when_it_is_certain_that_the_photo_goes(folder):
    reunion = cast.mamagawa()
    actor = cast.member(reunion)
    photo = add_photo(reunion, file=cast.picture(), caption="校舎", actor=actor)
    with transaction.atomic():
        remove_photo(photo, actor=actor)
        transaction.set_rollback(True)
    assert (Photo.objects.count(), len(list(folder.iterdir()))) == (1, 2)
    remove_photo(Photo.objects.get(), actor=actor)
    assert (Photo.objects.count(), list(folder.iterdir())) == (0, [])
    assert Entry.objects.first().sentence == "写真を外しました（校舎）"


def test_a_picture_is_found_by_its_size_as_long_as_it_is_there(folder):
    photo = add_photo(cast.mamagawa(), file=cast.picture(), caption="校舎", actor=None)
    assert [picture_of(photo, size).read(3) for size in ("small", "large")] == [b"\xff\xd8\xff"] * 2
    assert picture_of(photo, "../../secret") is None
    Path(photo.small.path).unlink()
    assert picture_of(Photo.objects.get(), "small") is None


def test_the_files_go_with_the_reunion(folder):
    reunion = cast.mamagawa()
    add_photo(reunion, file=cast.picture(), caption="校舎", actor=None)
    reunion.delete()
    assert list(folder.iterdir()) == []
