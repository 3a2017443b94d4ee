from django.urls import path

from . import second_step, sessions

app_name = "doors"
urlpatterns = [
    path("second-step/", second_step.second_step, name="second_step"),
    path("sessions/<int:session_id>/end/", sessions.end_session, name="end_session"),
]
