from django.urls import path

from . import own, views

app_name = "team"
urlpatterns = [
    path("", views.members, name="list"),
    path("own/", own.own, name="own"),
    path("add/", views.add, name="add"),
    path("<int:member_id>/", views.edit, name="edit"),
    path("<int:member_id>/lost-phone/", views.lost_phone, name="lost_phone"),
    path("<int:member_id>/remove/", views.remove, name="remove"),
]
