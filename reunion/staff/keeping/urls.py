from django.urls import path

from . import views

app_name = "keeping"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("forget/", views.forgetting, name="forget"),
    path("next/", views.next_reunion, name="next"),
]
