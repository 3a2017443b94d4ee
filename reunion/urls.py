from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from reunion.public.health import health
from reunion.public.mail_events.views import mail_events

urlpatterns = [
    path("health/", health, name="health"),
    # A guest's own page sends no referrer and so no origin; a language switched by a stranger harms nobody.
    path("language/", csrf_exempt(login_not_required(set_language)), name="set_language"),
    path("accounts/", include("reunion.staff.doors.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("mail-events/<str:provider>/", mail_events, name="mail_events"),
    path("staff/", include("reunion.staff.urls")),
    path("", include("reunion.public.urls")),
]
