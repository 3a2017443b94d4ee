import re
from functools import wraps

from csp.decorators import csp_exempt
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control

from reunion.events.models import Photo, Reunion
from reunion.lib.code_picture import code_of

from . import kept
from .asking import Answer, ask
from .calendar_file import calendar_file
from .page import facts
from .preview import digest_of, drawn, words_of

A_DAY = 24 * 60 * 60
TAKES_GZIP = re.compile(r"\bgzip\b")


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    """Straight to the open reunion when there is one; a choice when there are more.

    While none is open, those that are still to come, for who forgot the day or the place.
    """
    reunions = list(Reunion.objects.open()) or list(Reunion.objects.upcoming())
    if len(reunions) == 1:
        return redirect("public:landing", reunions[0].slug)
    return render(request, "public/index.html", {"reunions": reunions})


@login_not_required
def landing(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for everyone; a browser may keep it, and asks each time whether it still holds."""
    page = kept.page(slug, language=get_language())
    if page is None:
        raise Http404
    zipped = TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    response = HttpResponse(page.zipped if zipped else page.plain)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = "no-cache"
    response.headers["ETag"] = f'W/"{page.digest}"'
    patch_vary_headers(response, ["Accept-Encoding"])
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)


def answered(view):
    """Decorator of the pages and files beside the first page: no login, and its answer is there."""

    @login_not_required
    @wraps(view)
    def with_answer(request: HttpRequest, slug: str):
        answer = ask(slug, today=timezone.localdate())
        if answer is None:
            raise Http404
        return view(request, answer)

    return with_answer


@answered
def privacy(request: HttpRequest, answer: Answer) -> HttpResponse:
    return render(request, "public/privacy.html", facts(answer, today=timezone.localdate()))


@answered
def flyer(request: HttpRequest, answer: Answer) -> HttpResponse:
    """One sheet of paper to pass on."""
    context = facts(answer, today=timezone.localdate())
    return render(request, "public/flyer.html", context | {"code": code_of(context["page_url"])})


@answered
@cache_control(no_cache=True)
def calendar(request: HttpRequest, answer: Answer) -> HttpResponse:
    return HttpResponse(
        calendar_file(facts(answer, today=timezone.localdate())),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{answer.reunion.slug}.ics"'},
    )


@answered
@cache_control(public=True, max_age=A_DAY)
def preview(request: HttpRequest, answer: Answer) -> HttpResponse:
    """For other people's servers: they may show it, and often fetch it more than once."""
    words = words_of(answer)
    etag = quote_etag(digest_of(words))
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(drawn(words), content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@login_not_required
@csp_exempt()  # a browser shows a picture alone with a style of its own
def photo(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A file of a photo, under the name that nobody can guess; what is in it never changes.

    Whoever keeps it asks each time whether it is still shown, for a photo may be taken back too.
    """
    path = f"{Photo._meta.get_field('small').upload_to}/{name}"
    published = Photo.objects.filter(reunion__in=Reunion.objects.published(), reunion__slug=slug)
    found = published.filter(Q(small=path) | Q(large=path)).first()
    if found is None:
        raise Http404
    etag = quote_etag(name)
    response = get_conditional_response(request, etag=etag) or _file_of(found, path)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return response


def _file_of(found: Photo, path: str) -> FileResponse:
    try:
        file = (found.small if found.small.name == path else found.large).open("rb")
    except OSError as error:
        raise Http404 from error
    return FileResponse(file, content_type="image/jpeg")
