from django.urls import path

from . import views

app_name = "postcards"
urlpatterns = [
    path("", views.batches, name="list"),
    path("make/", views.make, name="make"),
    path("<int:batch_id>/", views.batch, name="batch"),
    path("<int:batch_id>/<str:file_format>/", views.download, name="download"),
]
