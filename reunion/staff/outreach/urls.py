from django.urls import path

from . import presses, views

app_name = "outreach"
urlpatterns = [
    path("", views.follow_up, name="board"),
    path("<int:registration_id>/", views.guest, name="guest"),
    path("<int:registration_id>/note/", presses.note_try, name="note"),
    path("<int:registration_id>/elsewhere/", presses.elsewhere, name="elsewhere"),
    path("tries/<int:log_id>/take-back/", presses.take_back_try, name="take_back"),
]
