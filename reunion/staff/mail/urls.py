from django.urls import path

from . import views

app_name = "mail"
urlpatterns = [
    path("", views.letters, name="list"),
    path("<int:message_id>/", views.detail, name="detail"),
    path("<int:message_id>/again/", views.again, name="again"),
    path("folder/", views.folder, name="folder"),
    path("folder/<int:message_id>/", views.folder_letter, name="folder_letter"),
]
