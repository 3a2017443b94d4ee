from django.urls import path

from . import inbound, views

app_name = "mail"
urlpatterns = [
    path("", views.letters, name="list"),
    path("<int:message_id>/", views.detail, name="detail"),
    path("<int:message_id>/again/", views.again, name="again"),
    path("inbound/", inbound.letters, name="inbound"),
    path("inbound/<int:letter_id>/", inbound.letter, name="inbound_letter"),
    path("inbound/<int:letter_id>/aside/", inbound.aside, name="inbound_aside"),
    path("folder/", views.folder, name="folder"),
    path("folder/<int:message_id>/", views.folder_letter, name="folder_letter"),
]
