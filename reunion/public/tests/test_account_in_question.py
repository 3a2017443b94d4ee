"""While a change of the account is in question, nobody's own page names one."""

import pytest
from django.urls import reverse

from reunion import cast
from reunion.events.models import BankAccount
from reunion.registrations.links import token

pytestmark = pytest.mark.django_db


def test_the_own_page_shows_no_account_while_it_is_in_question(client):
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    address = reverse("public:personal", args=[reunion.slug, token(guest)])
    assert "1234567" in client.get(address).text
    BankAccount.objects.update(in_question=True)
    page = client.get(address).text
    assert ("1234567" in page, "お振込先の口座を確認中です" in page) == (False, True)
