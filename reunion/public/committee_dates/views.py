from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from reunion.overview.committee_calendar import committee_calendar
from reunion.public.doors import for_one_person
from reunion.team.calendar_addresses import reader_of


@login_not_required
@for_one_person
def dates(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """A calendar program asks, which cannot sign in; a draft has dates, too."""
    reader = reader_of(slug, token)
    if reader is None:
        raise Http404
    answer = HttpResponse(committee_calendar(reader), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{slug}-dates.ics"'
    return answer
