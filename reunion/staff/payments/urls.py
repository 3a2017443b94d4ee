from django.urls import path

from . import choosing, people, presses, statements, views

app_name = "payments"
urlpatterns = [
    path("", views.lines, name="lines"),
    path("certain/", presses.certain, name="certain"),
    path("lines/<int:line_id>/", choosing.choose, name="choose"),
    path("lines/<int:line_id>/confirm/", presses.confirm_line, name="confirm"),
    path("lines/<int:line_id>/undo/", presses.undo_line, name="undo"),
    path("lines/<int:line_id>/ignore/", presses.ignore_line, name="ignore"),
    path("lines/<int:line_id>/unignore/", presses.unignore_line, name="unignore"),
    path("upload/", statements.upload, name="upload"),
    path("export/", statements.export, name="export"),
    path("people/", people.people, name="people"),
    path("people/<int:registration_id>/", people.by_hand, name="by_hand"),
    path("people/by-hand/<int:payment_id>/undo/", people.undo, name="undo_by_hand"),
]
