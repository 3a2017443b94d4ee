from django.urls import path

from . import people, plan_change, presses, views

app_name = "notices"
urlpatterns = [
    path("", views.announcements, name="list"),
    path("new/", views.new, name="new"),
    path("plan/", plan_change.plan_change, name="plan_change"),
    path("plan/settle/", plan_change.settle_plan_change, name="settle_plan_change"),
    path("<int:announcement_id>/", views.announcement, name="announcement"),
    path("<int:announcement_id>/edit/", views.edit, name="edit"),
    path("<int:announcement_id>/left-out/", people.others, name="left_out"),
    path("<int:announcement_id>/readers/", people.readers, name="readers"),
    path("<int:announcement_id>/letters/", people.letters, name="letters"),
    path("<int:announcement_id>/try/", presses.to_myself, name="try"),
    path("<int:announcement_id>/send/", presses.send_to_all, name="send"),
    path("<int:announcement_id>/pause/", presses.pause_sending, name="pause"),
    path("<int:announcement_id>/continue/", presses.continue_sending, name="continue"),
    path("<int:announcement_id>/stop/", presses.stop_sending, name="stop"),
    path("<int:announcement_id>/discard/", presses.discard, name="discard"),
]
