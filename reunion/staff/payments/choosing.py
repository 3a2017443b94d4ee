from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from reunion.lib.refused import Refused
from reunion.payments.balance import with_balance
from reunion.payments.booking import Shares, confirm, deal_out
from reunion.payments.models import StatementLine
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.search import people_matching, yen_of
from reunion.registrations.models import Registration, RegistrationQuerySet
from reunion.team.access import MONEY, for_roles

from .presses import back_to, lines_page
from .rows import person_words, rows_of

MOST_FOUND = 30


@dataclass(frozen=True)
class Candidate:
    """Somebody to tick, with what was ticked and typed already."""

    registration: Registration
    is_picked: bool
    typed: str

    @property
    def words(self) -> str:
        return person_words(self.registration)


@for_roles(MONEY)
def choose(request: HttpRequest, line_id: int) -> HttpResponse:
    """Search and confirm are two buttons of one form, so that no tick is lost by searching."""
    lines = StatementLine.objects.filter(reunion=request.reunion).select_related("ignored_by")
    line = get_object_or_404(lines, pk=line_id)
    if request.POST.get("press") == "confirm":
        try:
            confirm(line, shares=shares_typed(request, line), actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("確定しました。"))
            return redirect(back_to(request, lines_page(request)))
    bring_up_to_date(request.reunion)
    line.refresh_from_db()
    text = (request.POST.get("q") or request.GET.get("q", "")).replace("\0", "").strip()
    context = {
        "row": rows_of([line], open_ones=True, booked_ones=True)[0],
        "candidates": candidates(request, line),
        "found": found(request, line, text) if text else [],
        "text": text,
        "back": back_to(request, lines_page(request)),
    }
    return render(request, "staff/payments/choose.html", context)


def people_of(request: HttpRequest) -> RegistrationQuerySet:
    people = Registration.objects.filter(reunion=request.reunion)
    return with_balance(people.select_related("classmate__homeroom", "homeroom"))


def picked_ids(request: HttpRequest) -> list[int]:
    return [int(word) for word in request.POST.getlist("pick") if word.isdecimal()]


def shown_ids(request: HttpRequest, line: StatementLine) -> list[int]:
    """The ticked first, then who is proposed, best first."""
    proposed = line.proposals.order_by("is_alternative", "rank", "id")
    return list(dict.fromkeys([*picked_ids(request), *proposed.values_list("registration_id", flat=True)]))


def candidates(request: HttpRequest, line: StatementLine) -> list[Candidate]:
    ids = shown_ids(request, line)
    order = Case(
        *[When(pk=id, then=Value(place)) for place, id in enumerate(ids)],
        default=Value(len(ids)),
        output_field=IntegerField(),
    )
    return as_candidates(request, people_of(request).filter(pk__in=ids).order_by(order))


def found(request: HttpRequest, line: StatementLine, text: str) -> list[Candidate]:
    others = people_of(request).exclude(pk__in=shown_ids(request, line))
    return as_candidates(
        request, people_matching(others, text).order_by("family_kana", "given_kana", "pk")[:MOST_FOUND]
    )


def as_candidates(request: HttpRequest, people: Sequence[Registration]) -> list[Candidate]:
    picked = set(picked_ids(request))
    return [
        Candidate(person, person.pk in picked, request.POST.get(f"amount-{person.pk}", ""))
        for person in people
    ]


def shares_typed(request: HttpRequest, line: StatementLine) -> Shares:
    """Amounts left empty are dealt out: to each what is open, the rest to the last."""
    people = people_of(request).in_bulk(picked_ids(request))
    refuse_amounts_without_a_tick(request)
    typed = {id: request.POST.get(f"amount-{id}", "").strip() for id in picked_ids(request) if id in people}
    yen = {id: yen_of_typed(text) for id, text in typed.items() if text}
    empty = [id for id, text in typed.items() if not text]
    if empty:
        rest = max(0, line.amount - sum(yen.values()))
        yen |= dict(zip(empty, deal_out(rest, [people[id].open for id in empty]), strict=True))
    return [(people[id], yen[id]) for id in typed]


def refuse_amounts_without_a_tick(request: HttpRequest) -> None:
    """Whoever typed an amount means that person, too."""
    typed = [name.removeprefix("amount-") for name, text in request.POST.items() if text.strip()]
    ids = {int(word) for word in typed if word.isascii() and word.isdecimal()} - set(picked_ids(request))
    forgotten = people_of(request).filter(pk__in=ids).order_by("family_kana", "pk").first()
    if forgotten is not None:
        raise Refused(
            _("%(who)sさんには金額だけがあり、印が付いていません。印を付けるか、金額を消してください。")
            % {"who": forgotten.school_name}
        )


def yen_of_typed(text: str) -> int:
    yen = yen_of(text)
    if yen is None:
        raise Refused(_("金額「%(text)s」が読めません。8000のように数字で書いてください。") % {"text": text})
    return yen
