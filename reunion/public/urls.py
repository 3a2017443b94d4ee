from django.urls import path

from .card import family, seen
from .card import page as card
from .committee_dates import views as committee_dates
from .invitation import views as invitation
from .landing import views as landing
from .link import views as link
from .personal import asking, changing, receipt, stored
from .personal import views as personal
from .question import views as question
from .signup import views as signup
from .unsubscribing import views as unsubscribing

app_name = "public"
urlpatterns = [
    path("", landing.index, name="index"),
    path("c/<str:code>/", card.by_code, name="by_code"),
    path("c/<str:code>/seen/", seen.seen, name="card_seen"),
    path("c/<str:code>/family/", family.family, name="family"),
    path("invitation/<str:code>/", invitation.invitation, name="invitation"),
    path("invitation/<str:code>/number/", invitation.number, name="invitation_number"),
    path("<slug:slug>/", landing.landing, name="landing"),
    path("<slug:slug>/privacy/", landing.privacy, name="privacy"),
    path("<slug:slug>/print/", landing.flyer, name="flyer"),
    path("<slug:slug>/calendar.ics", landing.calendar, name="calendar"),
    path("<slug:slug>/dates/<str:token>/calendar.ics", committee_dates.dates, name="committee_dates"),
    path("<slug:slug>/preview.png", landing.preview, name="preview"),
    path("<slug:slug>/photos/<str:name>", landing.photo, name="photo"),
    path("<slug:slug>/signup/", signup.signup, name="signup"),
    path("<slug:slug>/signup/teacher/", signup.signup_teacher, name="signup_teacher"),
    path("<slug:slug>/signup/done/", signup.done, name="signup_done"),
    path("<slug:slug>/question/", question.question, name="question"),
    path("<slug:slug>/question/done/", question.done, name="question_done"),
    path("<slug:slug>/unsubscribe/<str:token>/", unsubscribing.unsubscribing, name="unsubscribe"),
    path("<slug:slug>/link/", link.link, name="link"),
    path("<slug:slug>/link/done/", link.done, name="link_done"),
    path("<slug:slug>/my/<str:token>/", personal.personal, name="personal"),
    path("<slug:slug>/my/<str:token>/received/", personal.received, name="personal_received"),
    path("<slug:slug>/my/<str:token>/change/", changing.change, name="personal_change"),
    path("<slug:slug>/my/<str:token>/contact/", changing.contact, name="personal_contact"),
    path("<slug:slug>/my/<str:token>/resend/", changing.resend, name="personal_resend"),
    path("<slug:slug>/my/<str:token>/cancel/", changing.cancel, name="personal_cancel"),
    path("<slug:slug>/my/<str:token>/receipt/", receipt.receipt, name="personal_receipt"),
    path(
        "<slug:slug>/my/<str:token>/receipt/<int:number>/",
        receipt.receipt_file,
        name="personal_receipt_file",
    ),
    path("<slug:slug>/my/<str:token>/ask/", asking.ask, {"kind": "change"}, name="personal_ask"),
    path("<slug:slug>/my/<str:token>/stored/", stored.stored, name="personal_stored"),
    path("<slug:slug>/my/<str:token>/stored/file/", stored.file, name="personal_stored_file"),
    path(
        "<slug:slug>/my/<str:token>/stored/ask/",
        asking.ask,
        {"kind": "personal_data"},
        name="personal_ask_data",
    ),
    path("<slug:slug>/my/<str:token>/consent/", personal.consent, name="personal_consent"),
]
