from django.urls import path

from . import views

app_name = "team"
urlpatterns = [
    path("", views.members, name="list"),
    path("add/", views.add, name="add"),
    path("<int:member_id>/", views.edit, name="edit"),
    path("<int:member_id>/remove/", views.remove, name="remove"),
]
