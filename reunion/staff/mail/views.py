from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.events.models import Reunion
from reunion.lib.refused import Refused
from reunion.mail import demo_folder, health, risk
from reunion.mail.by_hand import may_be_passed_on, text_by_hand
from reunion.mail.models import AddressHealth, Bounce, InboundLetter, Message
from reunion.mail.our_server import trouble
from reunion.mail.outbox import send_again, waiting_for_settings
from reunion.registrations.models import Registration
from reunion.staff.pages import page_of
from reunion.team.access import NOT_CLASS_STAFF, OFFICE, for_roles

from .domain import unread_mailbox
from .filters import Filter


@for_roles(NOT_CLASS_STAFF)
def letters(request: HttpRequest) -> HttpResponse:
    chosen = Filter.chosen(request.GET)
    context = {
        "page": page_of(chosen.letters(request.reunion), request.GET.get("page")),
        "tabs": chosen.tabs(request),
        "words": chosen.words,
        "kept": {"show": chosen.tab} if chosen.tab else {},
        "waiting_for_settings": waiting_for_settings(request.reunion),
        "trouble": trouble(request.reunion),
        "unread": unread_mailbox(request),
        "inbound": unanswered(request),
        "returned": came_back(request),
        "proposed": to_decide(request),
    }
    return render(request, "staff/mail/list.html", context)


def unanswered(request: HttpRequest) -> int | None:
    """How many letters of guests wait for an answer; None for who does not read them."""
    if not request.seat.may(OFFICE):
        return None
    return InboundLetter.objects.filter(reunion=request.reunion).unanswered().count()


def came_back(request: HttpRequest) -> int | None:
    """How many refusals are known; None for who does not deal with them."""
    if not request.seat.may(OFFICE):
        return None
    return Bounce.objects.of_reunion(request.reunion).refusals().count()


def to_decide(request: HttpRequest) -> int:
    """How many addresses wait for somebody to say whether anything arrives there."""
    return health.counts(request.reunion)[AddressHealth.State.PROPOSED] if request.seat.may(OFFICE) else 0


@for_roles(NOT_CLASS_STAFF)
def detail(request: HttpRequest, message_id: int) -> HttpResponse:
    message = get_object_or_404(Message, pk=message_id, reunion=request.reunion)
    context = {
        "letter": message,
        "rows": facts_of(message),
        "attempts": message.attempts.all(),
        "bounces": message.bounces.all(),
        "dead_reason": health.dead_reasons([message.recipient]).get(message.recipient),
        "may_decide": request.seat.may(OFFICE),
        "guest_id": guest_of(message),
        "advice": risk.assess(message.recipient).advice,
        "may_be_passed_on": may_be_passed_on(message),
        "may_send_again": message.can_go_again and request.seat.may(OFFICE),
    }
    return render(request, "staff/mail/detail.html", context)


@for_roles(NOT_CLASS_STAFF)
def by_hand(request: HttpRequest, message_id: int) -> HttpResponse:
    """What it says, to paste into LINE where the mail may not arrive."""
    message = get_object_or_404(Message, pk=message_id, reunion=request.reunion)
    context = {"letter": message, "text": text_by_hand(message), "guest_id": guest_of(message)}
    return render(request, "staff/mail/by_hand.html", context)


def guest_of(message: Message) -> int | None:
    """The registration whose whole story the letter is a part of."""
    label, _colon, number = message.about.partition(":")
    return int(number) if label == Registration._meta.label_lower else None


def facts_of(message: Message) -> list[tuple[str, str]]:
    return [
        (_("宛先"), f"{message.recipient_name} {message.recipient}".strip()),
        (_("差出人"), message.from_address.replace('"', "")),
        (_("返信先"), message.reply_to),
        (_("種類"), message.kind_name),
        (_("結果"), message.outcome or message.get_state_display()),
    ]


@for_roles(OFFICE)
@require_POST
def again(request: HttpRequest, message_id: int) -> HttpResponse:
    message = get_object_or_404(Message, pk=message_id, reunion=request.reunion)
    try:
        send_again(message, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("もう一度送る順番に入れました。"))
    return redirect("staff:mail:detail", request.reunion.slug, message.pk)


@for_roles(NOT_CLASS_STAFF)
def folder(request: HttpRequest) -> HttpResponse:
    page = page_of(letters_in_folder(request.reunion), request.GET.get("page"))
    return render(request, "staff/mail/folder.html", {"page": page, "read_letters": read_all(page)})


@for_roles(NOT_CLASS_STAFF)
def folder_letter(request: HttpRequest, message_id: int) -> HttpResponse:
    if message_id not in letters_in_folder(request.reunion):
        raise Http404
    read = demo_folder.read(message_id)
    rows = [
        (_("差出人"), read.sender),
        (_("宛先"), read.recipient),
        (_("返信先"), read.reply_to),
        (_("件名"), read.subject),
    ]
    back_url = reverse("staff:mail:folder", args=[request.reunion.slug])
    return render(
        request, "staff/mail/folder_letter.html", {"read": read, "rows": rows, "back_url": back_url}
    )


def letters_in_folder(reunion: Reunion) -> list[int]:
    """Only a demo has a folder; everyone else's page does not exist."""
    if not reunion.is_demo:
        raise Http404
    return demo_folder.letters_of(reunion)


def read_all(page: Page) -> list[demo_folder.ReadLetter]:
    return [demo_folder.read(message_id) for message_id in page]
