from django.urls import path

from . import call_presses, calling, classes, clubs, presses, unwilling, views

app_name = "outreach"
urlpatterns = [
    path("", views.follow_up, name="board"),
    path("<int:registration_id>/", views.guest, name="guest"),
    path("<int:registration_id>/note/", presses.note_try, name="note"),
    path("<int:registration_id>/elsewhere/", presses.elsewhere, name="elsewhere"),
    path("tries/<int:log_id>/take-back/", presses.take_back_try, name="take_back"),
    path("classes/", classes.classes, name="classes"),
    path("classes/kick-off/", classes.kick_off_held, name="kick_off"),
    path("class/", calling.my_classes, name="my_classes"),
    path("class/<int:homeroom_id>/", calling.one_class, name="class"),
    path("person/<int:classmate_id>/", calling.person, name="person"),
    path("person/<int:classmate_id>/result/", call_presses.note_result, name="result"),
    path("calls/<int:log_id>/take-back/", call_presses.take_back_result, name="take_back_call"),
    path("clubs/", clubs.clubs, name="clubs"),
    path("clubs/<int:club_id>/", clubs.one_club, name="club"),
    path("clubs/<int:club_id>/ask/<int:classmate_id>/", clubs.ask, name="ask_friend"),
    path("unwilling/", unwilling.unwilling, name="unwilling"),
    path("unwilling/<int:log_id>/", unwilling.decide_unwilling, name="decide_unwilling"),
]
