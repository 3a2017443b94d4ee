from django.urls import path

from .landing import views as landing
from .personal import views as personal
from .question import views as question
from .signup import views as signup

app_name = "public"
urlpatterns = [
    path("", landing.index, name="index"),
    path("<slug:slug>/", landing.landing, name="landing"),
    path("<slug:slug>/privacy/", landing.privacy, name="privacy"),
    path("<slug:slug>/signup/", signup.signup, name="signup"),
    path("<slug:slug>/signup/teacher/", signup.signup_teacher, name="signup_teacher"),
    path("<slug:slug>/signup/done/", signup.done, name="signup_done"),
    path("<slug:slug>/question/", question.question, name="question"),
    path("<slug:slug>/question/done/", question.done, name="question_done"),
    path("<slug:slug>/my/<str:token>/", personal.personal, name="personal"),
]
