import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reunion import cast
from reunion.events.models import Photo
from reunion.events.photos import add_photo, picture_of
from reunion.team.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reunion = cast.mamagawa()
    client.force_login(cast.member(reunion))
    return reunion


def address(page, *more):
    return reverse(f"staff:events:{page}", args=["mamagawa", *more])


def upload(data=None) -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_0001.JPG", data or cast.picture().getvalue(), "image/jpeg")


def test_a_photo_is_added_shown_described_and_removed(client, reunion):
    client.post(address("photos"), {"file": upload(), "caption": "校舎"})
    photo = Photo.objects.get()
    page = client.get(address("photos")).content.decode()
    assert "<p>校舎</p>" in page
    assert address("picture", photo.pk, "small") in page
    client.post(address("photo", photo.pk), {"caption": "夕暮れの校舎"})
    assert 'alt="夕暮れの校舎"' in client.get(address("overview")).content.decode()
    assert client.get(address("remove_photo", photo.pk)).status_code == 200
    assert Photo.objects.count() == 1
    client.post(address("remove_photo", photo.pk))
    assert Photo.objects.count() == 0


def test_the_row_is_put_in_order(client, reunion):
    first, _second = (add_photo(reunion, file=cast.picture(), caption=word, actor=None) for word in "春夏")
    client.post(address("move_photo", first.pk), {"later": "1"})
    assert [photo.caption for photo in Photo.objects.all()] == ["夏", "春"]
    client.post(address("move_photo", first.pk), {"earlier": "1"})
    assert [photo.caption for photo in Photo.objects.all()] == ["春", "夏"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"caption": "校舎"}, "写真を選んでください。"),
        ({"file": True}, "何が写っているかを、短く書いてください。"),
        ({"caption": "校舎", "file": b"%PDF-1.7"}, "写真として読めませんでした。"),
        ({"caption": "校" * 81, "file": True}, "写真の説明は80文字までで書いてください。"),
    ],
    ids=["no file", "no sentence", "no photo", "a long sentence"],
)
def test_what_cannot_be_added_is_said_and_the_sentence_stays(client, reunion, typed, sentence):
    if "file" in typed:
        typed = typed | {"file": upload(typed["file"] if isinstance(typed["file"], bytes) else None)}
    page = client.post(address("photos"), typed).content.decode()
    assert sentence in page
    assert f"{typed.get('caption', '')}</textarea>" in page
    assert Photo.objects.count() == 0


def test_a_picture_is_the_committees_and_only_while_its_photo_is_there(client, reunion):
    photo = add_photo(reunion, file=cast.picture(), caption="校舎", actor=None)
    answer = client.get(address("picture", photo.pk, "large"))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, max-age=3600"
    assert b"".join(answer.streaming_content) == picture_of(photo, "large").read()
    assert client.get(address("picture", photo.pk, "original")).status_code == 404
    photo.small.storage.delete(photo.small.name)
    assert client.get(address("picture", photo.pk, "small")).status_code == 404
    other = cast.mamagawa("another")
    client.force_login(cast.member(other))
    assert client.get(address("picture", photo.pk, "large")).status_code == 404
    assert client.get(reverse("staff:events:picture", args=["another", photo.pk, "large"])).status_code == 404


@pytest.mark.parametrize("page", ["photos", "overview"])
def test_many_photos_take_as_many_questions_as_one(client, reunion, page):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(page)).status_code == 200
        return len(asked)

    add_photo(reunion, file=cast.picture(), caption="春", actor=None)
    one = questions()
    for caption in "夏秋冬":
        add_photo(reunion, file=cast.picture(), caption=caption, actor=None)
    assert questions() == one


def test_the_treasurer_sees_the_photos_and_changes_none(client, reunion):
    photo = add_photo(reunion, file=cast.picture(), caption="校舎", actor=None)
    client.force_login(cast.member(reunion, Role.TREASURER))
    page = client.get(address("overview")).content.decode()
    assert address("picture", photo.pk, "small") in page
    assert f'href="{address("photos")}"' not in page
