from django.urls import path

from . import changing, deciding, entering, views

app_name = "registrations"
urlpatterns = [
    path("", views.registrations, name="list"),
    path("new/", entering.new, name="new"),
    path("new/teacher/", entering.new_teacher, name="new_teacher"),
    path("import/", entering.take_in, name="import"),
    path("<int:registration_id>/", views.detail, name="detail"),
    path("<int:registration_id>/decide/", deciding.decide, name="decide"),
    path("<int:registration_id>/tie/", deciding.tie_to, name="tie"),
    path("<int:registration_id>/add/", deciding.add_to_roster, name="add"),
    path("<int:registration_id>/refuse/", deciding.turn_down, name="refuse"),
    path("<int:registration_id>/contact/", changing.contact, name="contact"),
    path("<int:registration_id>/vouch/", changing.vouch_for, name="vouch"),
    path("<int:registration_id>/letter/", changing.send_letter, name="letter"),
    path("<int:registration_id>/change/<str:step>/", changing.change, name="change"),
]
