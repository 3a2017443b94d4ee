from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.lib.refused import Refused
from reunion.mail.our_server import trouble
from reunion.notices.addressees import reach
from reunion.notices.drafting import Draft, put_right, write_down
from reunion.notices.models import Announcement
from reunion.notices.occasions import start_of, starts
from reunion.notices.progress import Fate, Progress, letters_of, progress
from reunion.notices.senders import from_of, reply_to_of
from reunion.notices.told_before import draft_about, open_change
from reunion.notices.wording import WORDING, doubtful_opening, for_line, letter_of
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

from .forms import AnnouncementForm

HALTED = "halted"
PLAN_CHANGE = "plan_change"


def found(request: HttpRequest, announcement_id: int) -> Announcement:
    rows = Announcement.objects.select_related("reunion__cohort__school", "homeroom", "author")
    return get_object_or_404(rows, pk=announcement_id, reunion=request.reunion)


FATES = {
    Fate.SENT: gettext_lazy("送りました"),
    Fate.WAITING: gettext_lazy("順番を待っています"),
    Fate.REFUSED: gettext_lazy("断られました"),
    Fate.HELD: gettext_lazy("送らずに止めました"),
    Fate.UNSENT: gettext_lazy("送りませんでした"),
}


def fates_of(shown: Announcement, how_far: Progress) -> list[dict]:
    """What is shown of each fate; how many were sent always, the rest when there is any."""
    is_halted = shown.state == Announcement.State.PAUSED
    labels = FATES | ({Fate.WAITING: _("止まっています")} if is_halted else {})
    counts = {fate: getattr(how_far, fate) for fate in Fate}
    return [
        {"fate": fate.value, "label": labels[fate], "count": count}
        for fate, count in counts.items()
        if count or fate == Fate.SENT
    ]


@for_roles(OFFICE)
def announcements(request: HttpRequest) -> HttpResponse:
    rows = Announcement.objects.filter(reunion=request.reunion).select_related("homeroom", "author")
    only_halted = request.GET.get("show") == HALTED
    shown = rows.halted() if only_halted else rows
    tabs = [
        {"label": _("すべて"), "url": "?", "current": not only_halted, "count": rows.count()},
        {
            "label": _("止まっている"),
            "url": f"?show={HALTED}",
            "current": only_halted,
            "count": rows.halted().count(),
        },
    ]
    context = {
        "page": page_of(shown, request.GET.get("page")),
        "tabs": tabs,
        "only_halted": only_halted,
        "starts": starts(request.reunion),
    }
    return render(request, "staff/notices/list.html", context)


@for_roles(OFFICE)
def new(request: HttpRequest) -> HttpResponse:
    begun = begun_already(request)
    if begun is not None:
        return redirect("staff:notices:announcement", request.reunion.slug, begun.pk)
    form = AnnouncementForm(request.POST or None, reunion=request.reunion, written=chosen_start(request))
    if form.is_valid():
        try:
            made = write_down(request.reunion, draft=form.draft, submission=form.mark, author=request.user)
            return redirect("staff:notices:announcement", request.reunion.slug, made.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return written(request, form, None)


def chosen_start(request: HttpRequest) -> Draft | None:
    """The words of the occasion that was chosen, or about what has changed; None for an empty form."""
    occasion = request.GET.get("start", "")
    if occasion == PLAN_CHANGE:
        change = open_change(request.reunion)
        return draft_about(change) if change else None
    return start_of(request.reunion, occasion=occasion) if occasion in Announcement.Occasion else None


def begun_already(request: HttpRequest) -> Announcement | None:
    """Looking for an occasion's announcement leads to the one that somebody has begun or sent."""
    occasion = request.GET.get("start", "")
    if request.method == "POST" or "again" in request.GET or occasion not in Announcement.Occasion:
        return None
    return Announcement.objects.filter(reunion=request.reunion, occasion=occasion).order_by("-pk").first()


@for_roles(OFFICE)
def edit(request: HttpRequest, announcement_id: int) -> HttpResponse:
    shown = found(request, announcement_id)
    if shown.state != Announcement.State.DRAFT:
        return redirect("staff:notices:announcement", request.reunion.slug, shown.pk)
    form = AnnouncementForm(request.POST or None, reunion=request.reunion, written=shown)
    if form.is_valid():
        try:
            put_right(shown, draft=form.draft)
            return redirect("staff:notices:announcement", request.reunion.slug, shown.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return written(request, form, shown)


def written(request: HttpRequest, form: AnnouncementForm, shown: Announcement | None) -> HttpResponse:
    context = {"form": form, "announcement": shown, "placeholders": WORDING.placeholders}
    return render(request, "staff/notices/form.html", context)


@for_roles(OFFICE)
def announcement(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """A draft with whom it would reach and how it would look; afterwards, how far it has got."""
    shown = found(request, announcement_id)
    if shown.state != Announcement.State.DRAFT:
        return under_way(request, shown)
    reached = reach(shown)
    context = {
        "announcement": shown,
        "reach": reached,
        "reasons": [(reason.value, reason.label, count) for reason, count in reached.left_out.items()],
        "samples": [(sample, letter_of(shown, sample)) for sample in reached.samples],
        "doubt": doubtful_opening(shown.text),
        "for_line": for_line(shown),
        "from_whom": from_of(shown).replace('"', ""),
        "reply_to": reply_to_of(shown),
        "mail_is_set_up": mail_is_set_up(request),
    }
    return render(request, "staff/notices/draft.html", context)


def mail_is_set_up(request: HttpRequest) -> bool:
    has_a_way_out = settings.EMAIL_CONFIGURED or request.reunion.is_demo
    return has_a_way_out and trouble(request.reunion) is None


def under_way(request: HttpRequest, shown: Announcement) -> HttpResponse:
    not_sent = letters_of(shown).not_sent().defer("body").order_by("pk")
    how_far = progress(shown)
    context = {
        "announcement": shown,
        "progress": how_far,
        "fates": fates_of(shown, how_far),
        "page": page_of(not_sent, request.GET.get("page")),
        "for_line": for_line(shown),
    }
    return render(request, "staff/notices/under_way.html", context)
