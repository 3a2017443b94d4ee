from allauth.account.decorators import reauthentication_required
from allauth.account.views import password_set
from django.urls import path

from . import mailed_number, other_houses, second_step, sessions

app_name = "doors"
urlpatterns = [
    path("oidc/<str:provider_id>/login/", other_houses.go_there, name="go_there"),
    path("second-step/", second_step.second_step, name="second_step"),
    path("mailed-number/", mailed_number.mailed_number, name="mailed_number"),
    path("sessions/<int:session_id>/end/", sessions.end_session, name="end_session"),
    # In place of the library's own, which lets any open session set a first password.
    path("password/set/", reauthentication_required(password_set), name="set_password"),
]
