from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from reunion.lib.spreadsheets import csv_bytes
from reunion.public.doors import own_page
from reunion.registrations.changing import is_over, may_change
from reunion.registrations.models import Registration

from .changing import page
from .record import record_of


@own_page
def stored(request: HttpRequest, **kwargs) -> HttpResponse:
    registration = whole(request.registration)
    context = {
        "registration": registration,
        "sections": record_of(registration),
        "may_change": may_change(registration),
        "is_over": is_over(request.reunion),
    }
    return page(request, "stored", context)


@own_page
def file(request: HttpRequest, **kwargs) -> HttpResponse:
    """The same as a table that Excel opens."""
    rows = [
        (section.heading, label, value)
        for section in record_of(whole(request.registration))
        for label, value in section.rows
    ]
    answer = HttpResponse(
        csv_bytes([_("まとまり"), _("項目"), _("内容")], rows), content_type="text/csv; charset=utf-8"
    )
    name = f"{request.reunion.slug}-{request.registration.reference}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def whole(registration: Registration) -> Registration:
    rows = Registration.objects.select_related(
        "reunion", "homeroom", "classmate__homeroom", "teacher__homeroom"
    )
    return rows.prefetch_related("companions").get(pk=registration.pk)
