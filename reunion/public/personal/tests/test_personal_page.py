import pytest

from reunion import cast
from reunion.registrations.links import token

pytestmark = pytest.mark.django_db


def test_a_guests_own_page_is_kept_and_passed_on_by_nobody(client):
    registration = cast.guest(cast.mamagawa())
    answer = client.get(f"/mamagawa/my/{token(registration)}/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
