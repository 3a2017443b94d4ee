import pytest

from reunion import cast
from reunion.events.models import Venue, VenueBooking
from reunion.overview.hall import hall_of
from reunion.registrations.models import ChosenItem

pytestmark = pytest.mark.django_db


def booked(reunion, **terms) -> VenueBooking:
    return VenueBooking.objects.create(reunion=reunion, venue=Venue.objects.create(name="ホテル"), **terms)


def test_everybody_who_holds_a_place_is_in_the_hall():
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    ChosenItem.objects.filter(registration=guest).update(companions=2)
    teacher = cast.registration(reunion, teacher=cast.teacher(reunion))
    ChosenItem.objects.create(registration=teacher, item=reunion.program_items.get(kind="main"), fee=0)
    cast.guest(reunion, "森 薫 もり かおる", state="cancelled")
    cast.guest(reunion, "林 亮 はやし りょう", items=("after_party",))
    assert hall_of(reunion, classmates=360).heads == 4


@pytest.mark.parametrize(
    ("seated", "standing", "most", "nearly", "too_small"),
    [
        (4, 10, 10, False, False),
        (2, None, 2, True, False),
        (1, None, 1, True, True),
        (None, None, None, False, False),
    ],
)
def test_the_hall_beside_the_guests(seated, standing, most, nearly, too_small):
    reunion = cast.mamagawa()
    booked(reunion, state="booked", seated=seated, standing=standing)
    for number in range(2):
        cast.guest(reunion, f"森 薫{number} もり かおる")
    hall = hall_of(reunion, classmates=360)
    assert (hall.most, hall.is_nearly_full, hall.is_too_small) == (most, nearly, too_small)


def test_a_candidate_is_no_hall_and_a_third_to_a_fifth_is_usual():
    reunion = cast.mamagawa()
    booked(reunion, state="candidate", seated=100)
    hall = hall_of(reunion, classmates=360)
    assert (hall.booking, hall.most, hall.usual) == (None, None, (72, 120))
