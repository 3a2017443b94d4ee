from django.urls import path

from . import addresses, correcting, deciding, leaving_alone, merging, set_apart, taking_in, teachers, views

app_name = "roster"
urlpatterns = [
    path("", views.classmates, name="list"),
    path("import/", taking_in.upload, name="import"),
    path("import/preview/", taking_in.preview, name="preview"),
    path("addresses/", addresses.listed, name="addresses"),
    path("addresses/accept/", deciding.accept, name="accept_addresses"),
    path("addresses/next/", deciding.following, name="next_address"),
    path("addresses/<int:classmate_id>/", deciding.where, name="where"),
    path("addresses/<int:classmate_id>/decide/", deciding.decide, name="decide_address"),
    path("new/", correcting.add_classmate, name="add"),
    path("teachers/", teachers.teachers, name="teachers"),
    path("teachers/new/", teachers.add, name="add_teacher"),
    path("teachers/<int:teacher_id>/", teachers.edit, name="edit_teacher"),
    path("teachers/<int:teacher_id>/<str:mark>/", leaving_alone.mark_teacher, name="mark_teacher"),
    path("<int:classmate_id>/mark/<str:mark>/", leaving_alone.mark_classmate, name="mark"),
    path("<int:classmate_id>/", views.classmate, name="classmate"),
    path("duplicates/", merging.duplicates, name="duplicates"),
    path("duplicates/apart/", set_apart.listed, name="apart"),
    path("duplicates/apart/<int:pair_id>/take-back/", set_apart.undo, name="take_back_apart"),
    path("<int:classmate_id>/apart/<int:other_id>/", set_apart.press, name="set_apart"),
    path("<int:classmate_id>/merge/", merging.choose, name="merge_choose"),
    path("<int:classmate_id>/merge/<int:other_id>/", merging.preview, name="merge"),
    path("<int:classmate_id>/edit/", correcting.edit, name="edit"),
    path("<int:classmate_id>/checked/", correcting.checked, name="checked"),
    path("<int:classmate_id>/address/", correcting.address, name="address"),
]
