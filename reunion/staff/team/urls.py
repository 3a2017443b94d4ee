from django.urls import path

from . import invitations, own, views

app_name = "team"
urlpatterns = [
    path("", views.members, name="list"),
    path("own/", own.own, name="own"),
    path("own/calendar/", own.calendar, name="own_calendar"),
    path("invite/", invitations.invite_somebody, name="invite"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<int:invitation_id>/", invitations.invitation, name="invitation"),
    path("invitations/<int:invitation_id>/again/", invitations.invite_again, name="invite_again"),
    path("invitations/<int:invitation_id>/withdraw/", invitations.take_back, name="withdraw"),
    path("<int:member_id>/", views.edit, name="edit"),
    path("<int:member_id>/lost-phone/", views.lost_phone, name="lost_phone"),
    path("<int:member_id>/remove/", views.remove, name="remove"),
]
