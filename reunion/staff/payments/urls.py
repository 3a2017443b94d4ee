from django.urls import path

from . import automatic, choosing, columns, people, presses, reminders, statements, telling, views

app_name = "payments"
urlpatterns = [
    path("", views.lines, name="lines"),
    path("certain/", presses.certain, name="certain"),
    path("lines/<int:line_id>/", choosing.choose, name="choose"),
    path("lines/<int:line_id>/confirm/", presses.confirm_line, name="confirm"),
    path("lines/<int:line_id>/undo/", presses.undo_line, name="undo"),
    path("lines/<int:line_id>/ignore/", presses.ignore_line, name="ignore"),
    path("lines/<int:line_id>/unignore/", presses.unignore_line, name="unignore"),
    path("automatic/", automatic.switch_automatic, name="automatic"),
    path("upload/", statements.upload, name="upload"),
    path("columns/", columns.columns, name="columns"),
    path("columns/<int:columns_id>/forget/", columns.forget_columns, name="forget_columns"),
    path("export/", statements.export, name="export"),
    path("people/", people.people, name="people"),
    path("people/<int:registration_id>/", people.by_hand, name="by_hand"),
    path("people/by-hand/<int:payment_id>/undo/", people.undo, name="undo_by_hand"),
    path("news/", telling.news, name="news"),
    path("news/<int:registration_id>/correct/", telling.send_correction, name="correct"),
    path("news/<int:registration_id>/leave/", telling.leave_as_it_is, name="leave"),
    path("news/<int:registration_id>/told/", telling.told, name="told"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/send/", reminders.send, name="remind"),
    path("reminders/people/<int:registration_id>/", reminders.reminder_text, name="reminder_text"),
    path("reminders/<int:round_id>/", reminders.one_round, name="round"),
    path("reminders/<int:round_id>/pause/", reminders.pause_round, name="pause_round"),
    path("reminders/<int:round_id>/continue/", reminders.continue_round, name="continue_round"),
    path("reminders/<int:round_id>/stop/", reminders.stop_round, name="stop_round"),
]
