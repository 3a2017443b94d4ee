from django.urls import include, path

from . import views

app_name = "staff"
urlpatterns = [
    path("", views.reunions, name="reunions"),
    path("demo/", include("reunion.staff.demo.urls")),
    path("<slug:slug>/", views.to_home, name="reunion"),
    path("<slug:slug>/home/", include("reunion.staff.home.urls")),
    path("<slug:slug>/roster/", include("reunion.staff.roster.urls")),
    path("<slug:slug>/exports/", include("reunion.staff.exports.urls")),
    path("<slug:slug>/registrations/", include("reunion.staff.registrations.urls")),
    path("<slug:slug>/outreach/", include("reunion.staff.outreach.urls")),
    path("<slug:slug>/payments/", include("reunion.staff.payments.urls")),
    path("<slug:slug>/mail/", include("reunion.staff.mail.urls")),
    path("<slug:slug>/notices/", include("reunion.staff.notices.urls")),
    path("<slug:slug>/postcards/", include("reunion.staff.postcards.urls")),
    path("<slug:slug>/events/", include("reunion.staff.events.urls")),
    path("<slug:slug>/keeping/", include("reunion.staff.keeping.urls")),
    path("<slug:slug>/team/", include("reunion.staff.team.urls")),
]
