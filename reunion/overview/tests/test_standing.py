"""Where a classmate stands, asked of a whole year and of a few."""

import pytest

from reunion import cast
from reunion.outreach.models import ContactLog
from reunion.overview.standing import with_standing
from reunion.registrations.models import State
from reunion.roster.models import Classmate, ContactPoint

pytestmark = pytest.mark.django_db

STANDS = {
    "相川": "coming",
    "井上": "coming",
    "上田": "declined",
    "江口": "reached",
    "小野": "reached",
    "加藤": "unknown",
    "木村": "found",
    "久保": "unknown",
    "小林": "unknown",
}


@pytest.fixture
def reunion():
    """久保 answered another reunion only; 加藤 was tried in vain; the dead 佐藤 stands nowhere."""
    reunion, other = cast.mamagawa(), cast.mamagawa("other")
    cast.guest(reunion, "相川 明 あいかわ あきら")
    cast.guest(reunion, "井上 泉 いのうえ いずみ", state=State.WAITLISTED)
    cast.guest(reunion, "上田 海 うえだ うみ", state=State.DECLINED, attending=False)
    cast.guest(reunion, "江口 栄 えぐち さかえ", state=State.CANCELLED)
    told, tried = (
        cast.classmate(reunion, "小野 治 おの おさむ"),
        cast.classmate(reunion, "加藤 要 かとう かなめ"),
    )
    ContactLog.objects.create(reunion=reunion, classmate=told, way="line", result="told")
    ContactLog.objects.create(reunion=reunion, classmate=tried, way="line", result="tried")
    found = cast.classmate(reunion, "木村 清 きむら きよし")
    ContactPoint.objects.create(classmate=found, kind="phone", value="090-0000-0000")
    cast.guest(other, classmate=cast.classmate(reunion, "久保 健 くぼ けん"))
    ContactLog.objects.create(reunion=other, classmate=tried, way="line", result="told")
    cast.classmate(reunion, "小林 恵 こばやし めぐみ")
    dead = cast.classmate(reunion, "佐藤 進 さとう すすむ", deceased=True)
    ContactPoint.objects.create(classmate=dead, kind="phone", value="090-0000-0001")
    return reunion


@pytest.mark.parametrize("few", [False, True])
def test_a_year_and_a_few_are_told_the_same(reunion, few):
    rows = with_standing(Classmate.objects.all(), reunion, few=few)
    assert dict(rows.values_list("family_name", "standing")) == STANDS
