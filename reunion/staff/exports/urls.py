from django.urls import path

from . import views

app_name = "exports"
urlpatterns = [
    path("", views.exports, name="list"),
    path("<slug:table>/<slug:file_format>/", views.file, name="file"),
]
