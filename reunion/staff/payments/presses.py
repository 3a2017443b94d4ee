from collections.abc import Callable
from urllib.parse import urldefrag

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.events.models import Reunion
from reunion.lib.refused import Refused
from reunion.payments.as_shown import confirm_as_shown
from reunion.payments.booking import Shares, confirm_certain, ignore, undo, unignore
from reunion.payments.models import Allocation, StatementLine
from reunion.payments.taken_back import settle_reversal
from reunion.payments.undo_together import undo_together
from reunion.registrations.models import Registration
from reunion.team.access import MONEY, for_roles

from .last_press import CONFIRMED, SET_ASIDE, forget, last_press, remember
from .rows import person_words


@for_roles(MONEY)
@require_POST
def certain(request: HttpRequest) -> HttpResponse:
    line_ids = [int(word) for word in request.POST.get("lines", "").split(",") if word.isdecimal()]
    before = set(booked_by(request, line_ids))
    done = confirm_certain(request.reunion, line_ids=line_ids, actor=request.user)
    left = done.left - len(before)
    words = {"count": done.lines, "yen": f"{done.yen:,}", "left": left, "already": len(before)}
    if done.lines:
        sentence = _("%(count)s件、合わせて%(yen)s円を確定しました。") % words
        lines = [pk for pk in booked_by(request, line_ids) if pk not in before]
        remember(request, kind=CONFIRMED, lines=lines, sentence=sentence)
        messages.success(request, sentence)
    if before:
        already = _("%(already)s件は、もう確定してあります。二重にはなっていません。") % words
        messages.info(request, already)
    if left:
        messages.warning(
            request,
            _("%(left)s件は、ほかの人が先に決めたか、確実ではなくなったため、そのままです。") % words,
        )
    return redirect(back_to(request, lines_page(request)))


def booked_by(request: HttpRequest, line_ids: list[int]) -> list[int]:
    mine = Allocation.objects.standing().filter(booked_by=request.user, line__reunion=request.reunion)
    return list(mine.filter(line__in=line_ids).values_list("line_id", flat=True).distinct())


@for_roles(MONEY)
@require_POST
def confirm_line(request: HttpRequest, line_id: int) -> HttpResponse:
    """Books exactly what the button showed."""
    shares = shares_shown(request.reunion, request.POST.get("shares", ""))
    seen_open = pairs_of(request.POST.get("open", ""))

    def rule(line: StatementLine, *, actor) -> None:
        confirm_as_shown(line, shares=shares, seen_open=seen_open, actor=actor)

    return decide(request, line_id, rule, _("確定しました"), kind=CONFIRMED, shares=shares)


def pairs_of(text: str) -> dict[int, int]:
    """From "registration:yen,registration:yen"; what makes no sense is left out."""
    pairs = [pair.split(":") for pair in text.split(",")]
    return {int(pair[0]): int(pair[1]) for pair in pairs if len(pair) == 2 and "".join(pair).isdecimal()}


def shares_shown(reunion: Reunion, text: str) -> Shares:
    yen = pairs_of(text)
    people = Registration.objects.filter(reunion=reunion).in_bulk(yen)
    return [(people[id], amount) for id, amount in yen.items() if id in people]


def press(rule: Callable, done: str, *, kind: str = "") -> Callable:
    """A view that applies one rule to one line; what has a kind can be undone from the list."""

    @for_roles(MONEY)
    @require_POST
    def pressed(request: HttpRequest, line_id: int) -> HttpResponse:
        return decide(request, line_id, rule, done, kind=kind)

    return pressed


undo_line = press(undo, gettext_lazy("確定を取り消しました"))
ignore_line = press(ignore, gettext_lazy("会費ではないとしました"), kind=SET_ASIDE)
unignore_line = press(unignore, gettext_lazy("一覧に戻しました"))
take_back_line = press(
    settle_reversal,
    gettext_lazy("入金と取消の行を、2行とも済みにしました。確定があれば取り消しました"),
    kind=SET_ASIDE,
)


def decide(
    request: HttpRequest, line_id: int, rule: Callable, done: str, *, kind: str = "", shares: Shares = ()
) -> HttpResponse:
    line = get_object_or_404(StatementLine, pk=line_id, reunion=request.reunion)
    try:
        result = rule(line, actor=request.user)
    except Refused as refused:
        tell_refusal(request, line, refused, shares)
    else:
        words = {"payer": line.payer or _("名前なし"), "yen": f"{line.amount:,}", "done": done}
        sentence = _("%(payer)s %(yen)s円: %(done)s") % words
        if kind:
            lines = getattr(result, "lines", [line.pk])
            remember(request, kind=kind, lines=lines, sentence=sentence)
        else:
            forget(request)
        messages.success(request, sentence)
    return redirect(back_to(request, lines_page(request)))


def tell_refusal(request: HttpRequest, line: StatementLine, refused: Refused, shares: Shares) -> None:
    """Pressed twice is no mistake; and who was late reads how the line stands now."""
    standing = list(
        line.allocations.standing().select_related(
            "booked_by", "registration__classmate__homeroom", "registration__homeroom"
        )
    )
    asked = {(registration.pk, amount) for registration, amount in shares}
    booked = {(share.registration_id, share.amount) for share in standing}
    if asked and asked == booked and {share.booked_by_id for share in standing} == {request.user.pk}:
        messages.info(request, _("この行は、もう確定してあります。二重にはなっていません。"))
        return
    sentences = [str(refused)]
    if standing:
        people = _("、").join(person_words(share.registration) for share in standing)
        sentences.append(_("いまは %(people)s の入金になっています。") % {"people": people})
    messages.warning(request, " ".join(sentences))


@for_roles(MONEY)
@require_POST
def undo_last(request: HttpRequest) -> HttpResponse:
    pressed = last_press(request)
    if pressed is None or pressed.mark != request.POST.get("mark"):
        messages.info(request, _("この操作は、もう取り消したか、そのあとに別の操作をしました。"))
    elif pressed.kind == CONFIRMED:
        take_back_confirmed(request, pressed.lines)
    else:
        take_back_set_aside(request, pressed.lines)
    here = urldefrag(back_to(request, lines_page(request))).url
    anchor = f"#line-{pressed.lines[0]}" if pressed and pressed.lines else ""
    forget(request)
    return redirect(here + anchor)


def take_back_confirmed(request: HttpRequest, line_ids: list[int]) -> None:
    try:
        done = undo_together(request.reunion, line_ids=line_ids, actor=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
        return
    words = {"count": done.lines, "left": done.left}
    if done.lines:
        messages.success(request, _("%(count)s件の確定を取り消しました。") % words)
    if done.left:
        messages.warning(request, _("%(left)s件は、そのあとに変わっていたため、そのままです。") % words)


def take_back_set_aside(request: HttpRequest, line_ids: list[int]) -> None:
    try:
        for line in StatementLine.objects.filter(reunion=request.reunion, pk__in=line_ids).order_by("pk"):
            unignore(line, actor=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("一覧に戻しました。"))


def lines_page(request: HttpRequest) -> str:
    return reverse("staff:payments:lines", args=[request.reunion.slug])


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The page the press came from, if it is one of ours."""
    back = request.POST.get("back") or request.GET.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else otherwise
