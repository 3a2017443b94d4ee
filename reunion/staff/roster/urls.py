from django.urls import path

from . import correcting, taking_in, teachers, views

app_name = "roster"
urlpatterns = [
    path("", views.classmates, name="list"),
    path("import/", taking_in.upload, name="import"),
    path("import/preview/", taking_in.preview, name="preview"),
    path("export/<str:file_format>/", views.export, name="export"),
    path("new/", correcting.add_classmate, name="add"),
    path("teachers/", teachers.teachers, name="teachers"),
    path("teachers/new/", teachers.add, name="add_teacher"),
    path("teachers/<int:teacher_id>/", teachers.edit, name="edit_teacher"),
    path("<int:classmate_id>/", views.classmate, name="classmate"),
    path("<int:classmate_id>/edit/", correcting.edit, name="edit"),
    path("<int:classmate_id>/checked/", correcting.checked, name="checked"),
    path("<int:classmate_id>/address/", correcting.address, name="address"),
]
