import datetime as dt
import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from kombu.exceptions import KombuError

from reunion.mail import round_trip, watching
from reunion.mail.domain import keeping
from reunion.mail.domain.verdict import Colour
from reunion.mail.models import DomainCheck, RoundTrip
from reunion.mail.tasks import check_domain_now
from reunion.overview.mail_by_receiver import NAMES, NUMBERS, by_receiver, letters_behind
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

logger = logging.getLogger(__name__)

TITLES = {
    "spf": gettext_lazy("送ってよいサーバーの届け出（SPF）"),
    "dkim": gettext_lazy("送り主の署名（DKIM）"),
    "dmarc": gettext_lazy("なりすましの扱いの届け出（DMARC）"),
    "ptr": gettext_lazy("送るサーバーの名前（PTR）"),
    "dnsbl": gettext_lazy("迷惑メールの一覧（DNSBL）"),
    "tls": gettext_lazy("送るときの暗号化（TLS）"),
}
WORDS = {
    Colour.GREEN: ("success", gettext_lazy("緑　問題ありません")),
    Colour.YELLOW: ("amber", gettext_lazy("黄　気をつけるところがあります")),
    Colour.RED: ("urgent", gettext_lazy("赤　直すところがあります")),
    Colour.UNKNOWN: ("plain", gettext_lazy("？　確認できませんでした")),
}


@for_roles(OFFICE)
def domain(request: HttpRequest) -> HttpResponse:
    """What receivers can see of our domain, the letter to ourselves, and what became of the mail."""
    name = keeping.sending_domain()
    check = keeping.newest(name) if name else None
    context = {
        "domain": name,
        "check": check,
        "lines": lines_of(check),
        "looks_into_mailbox": round_trip.is_looked_after(),
        "trip": RoundTrip.objects.first() if round_trip.is_looked_after() else None,
        "lost": round_trip.lost(),
        "unread": unread_mailbox(request),
        "receivers": by_receiver(request.reunion),
    }
    return render(request, "staff/mail/domain.html", context)


def unread_mailbox(request: HttpRequest) -> dict | None:
    """What keeps us from reading what comes back; nothing of it concerns a demo."""
    watch = None if request.reunion.is_demo else watching.unread_for_hours()
    return watch and {"watch": watch, "sentence": watching.sentence_about(watch)}


def lines_of(check: DomainCheck | None) -> list[dict]:
    if check is None:
        return []
    turned = keeping.turned_red(keeping.kept_checks(check.domain))
    return [line(one, turned) for one in check.checks]


def line(check: dict[str, str], turned: list[str]) -> dict:
    tone, word = WORDS[Colour(check["colour"])]
    title = TITLES.get(check["name"], check["name"])
    return check | {"title": title, "tone": tone, "word": word, "is_new": check["name"] in turned}


WHAT_BECAME_OF_THEM = {
    "accepted": gettext_lazy("受け取った"),
    "refused": gettext_lazy("断った"),
    "waited": gettext_lazy("届いたしるしを待った"),
    "proven": gettext_lazy("届いたと分かった"),
}


@for_roles(OFFICE)
def letters_of_receiver(request: HttpRequest) -> HttpResponse:
    """Behind one number of the table by receiver and week: the latest letter to each address or guest."""
    receiver, number = request.GET.get("receiver", ""), request.GET.get("what", "")
    monday = day_of(request.GET.get("week", ""))
    if receiver not in NAMES or number not in NUMBERS or monday is None:
        return redirect("staff:mail:domain", request.reunion.slug)
    letters = letters_behind(request.reunion, receiver=receiver, monday=monday, number=number)
    context = {
        "page": page_of(letters.defer("body").order_by("-created_at", "-pk"), request.GET.get("page")),
        "receiver": NAMES[receiver],
        "monday": monday,
        "what": WHAT_BECAME_OF_THEM[number],
    }
    return render(request, "staff/mail/of_receiver.html", context)


def day_of(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


@for_roles(OFFICE)
@require_POST
def check_domain(request: HttpRequest) -> HttpResponse:
    """Asking takes up to a minute, so the worker does it."""
    try:
        check_domain_now.delay()
    except (KombuError, OSError) as error:
        logger.warning("Nobody woken to check the domain (%s)", error)
        messages.error(request, _("いまは確かめられません。しばらくしてから、もう一度押してください。"))
    else:
        messages.success(
            request, _("確かめ始めました。1分ほどたったら、このページをもう一度開いてください。")
        )
    return redirect("staff:mail:domain", request.reunion.slug)
