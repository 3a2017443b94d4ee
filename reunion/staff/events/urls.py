from django.urls import path

from . import views

app_name = "events"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("reunion/", views.reunion, name="reunion"),
    path("item/<int:item_id>/", views.item, name="item"),
    path("venue/", views.venue, name="venue"),
    path("account/", views.account, name="account"),
]
