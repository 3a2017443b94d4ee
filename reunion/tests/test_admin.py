import pytest
from django.contrib import admin
from django.urls import reverse

from reunion import cast
from reunion.accounts.models import User
from reunion.tests.signing_in import show_second_step

pytestmark = pytest.mark.django_db
OURS = sorted(
    (model for model in admin.site._registry if model.__module__.startswith("reunion.")),
    key=lambda model: model._meta.label,
)


@pytest.fixture
def owner(client):
    cast.full_house()
    owner = User.objects.create_superuser("owner@example.jp", "a long password", name="持ち主")
    show_second_step(client, owner)
    return client


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_the_owner_sees_every_table_and_can_search_it(owner, model):
    place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert owner.get(reverse(f"{place}_changelist"), {"q": "x"}).status_code == 200
    assert owner.get(reverse(f"{place}_change", args=[model.objects.first().pk])).status_code == 200
