import pytest
from django.utils import timezone

from reunion import cast
from reunion.mail.models import Message
from reunion.registrations.links import personal_url
from reunion.registrations.models import State
from reunion.registrations.telling import tell

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", State)
def test_every_letter_leads_to_the_guests_own_page(state):
    guest = cast.guest(cast.mamagawa(), state=state)
    if state == State.WAITLISTED:
        guest.chosen_items.update(waiting_since=timezone.now())
    tell(guest)
    assert personal_url(guest) in Message.objects.get().body.splitlines()
