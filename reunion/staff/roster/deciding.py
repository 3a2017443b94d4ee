"""One address after the other: what was printed, where it may lie today, and one press."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.address_text import clean_code
from reunion.lib.house_numbers import tidy
from reunion.lib.refused import Refused
from reunion.roster.addresses import Candidate, postal_code_table
from reunion.roster.confirming import (
    accept_certain,
    candidates,
    confirm,
    correct_print,
    leave_unused,
    put_off,
    take_back,
    write_today,
)
from reunion.roster.models import YearbookAddress
from reunion.roster.same_town import give_same_town, same_town
from reunion.team.access import OFFICE, for_roles

from .addresses import Wanted, rows

MAP = "https://www.google.com/maps/search/?"
KEYS = 9
LONGEST_REST = YearbookAddress.rest.field.max_length


@for_roles(OFFICE)
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    count = number(request.POST.get("count", ""))
    try:
        accept_certain(
            request.reunion.cohort, count=count, actor=request.user, reunion_slug=request.reunion.slug
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("確実な%(count)s件を確かめたものにしました。") % {"count": count})
    return redirect("staff:roster:addresses", request.reunion.slug)


@for_roles(OFFICE)
def following(request: HttpRequest) -> HttpResponse:
    """The first that still waits, or the list when nothing does."""
    return redirect(next_one(request, Wanted(request.GET), number(request.GET.get("last", ""))))


def next_one(request: HttpRequest, wanted: Wanted, last: int) -> str:
    slug, query = request.reunion.slug, wanted.query + (f"&last={last}" if last > 0 else "")
    waiting = rows(request.seat, wanted).undecided().in_working_order()
    found = waiting.exclude(grade="certain").values_list("classmate_id", flat=True).first()
    if found is None:
        return f"{reverse('staff:roster:addresses', args=[slug])}?{query}"
    return f"{reverse('staff:roster:where', args=[slug, found])}?{query}"


def address_of(request: HttpRequest, classmate_id: int) -> YearbookAddress:
    printed = YearbookAddress.objects.select_related("classmate__homeroom", "classmate__cohort")
    printed = printed.exclude(printed_address="")
    return get_object_or_404(printed, classmate=classmate_id, classmate__cohort=request.reunion.cohort)


@for_roles(OFFICE)
def where(request: HttpRequest, classmate_id: int) -> HttpResponse:
    address, wanted = address_of(request, classmate_id), Wanted(request.GET)
    offered = candidates(address)
    typed = request.GET.get("postal_code", "")
    context = {
        "address": address,
        "person": address.classmate,
        "offered": [shown(place, candidate) for place, candidate in enumerate(offered)],
        "map_url": map_url(address.printed_address),
        "wanted": wanted,
        "left": rows(request.seat, wanted).to_choose().count(),
        "typed": typed,
        "places": places_of(typed),
        "rest": offered[0].rest if offered else address.rest,
        **about_last(request),
    }
    return render(request, "staff/roster/where.html", context)


def about_last(request: HttpRequest) -> dict:
    """What the press before did: to take back, and to give to others of the same town."""
    last = YearbookAddress.objects.select_related("classmate__cohort")
    last = last.filter(
        classmate_id=number(request.GET.get("last", "")), classmate__cohort=request.reunion.cohort
    )
    last = last.exclude(decision="").first()
    same = same_town(last) if last else []
    return {"last": last, "same": same}


def shown(place: int, candidate: Candidate) -> dict:
    text = f"{candidate.prefecture}{candidate.municipality}{candidate.town}{candidate.rest}"
    return {
        "value": f"{place}-{candidate.postal_code}",
        "key": place + 1 if place < KEYS else "",
        "candidate": candidate,
        "map_url": map_url(text),
    }


def map_url(text: str) -> str:
    """An ordinary map; it learns the address and nothing of the person."""
    return MAP + urlencode({"api": 1, "query": text})


def places_of(typed: str) -> list[Candidate]:
    """The towns of a post code of today, each once."""
    code = clean_code(typed)
    found = postal_code_table().with_postal_code(code) if len(code) == 7 else []
    return list(dict.fromkeys(Candidate(code, *place[:3], "") for place in found))


@for_roles(OFFICE)
@require_POST
def decide(request: HttpRequest, classmate_id: int) -> HttpResponse:
    address, wanted = address_of(request, classmate_id), Wanted(request.GET)
    step = request.POST.get("step", "")
    if step not in STEPS:
        return redirect("staff:roster:where", request.reunion.slug, classmate_id)
    told = {"actor": request.user, "reunion_slug": request.reunion.slug}
    try:
        said = STEPS[step](address, request.POST, told)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
        if step in ("choose", "write", "unused"):
            return redirect(next_one(request, wanted, classmate_id))
        if step in ("later", "same"):
            return redirect(next_one(request, wanted, 0))
    here = reverse("staff:roster:where", args=[request.reunion.slug, classmate_id])
    return redirect(f"{here}?{wanted.query}")


def choose(address: YearbookAddress, typed, told: dict) -> str:
    place, _dash, postal_code = typed.get("candidate", "").partition("-")
    confirm(address, place=number(place), postal_code=postal_code, **told)
    return _("%(name)sさんのいまの住所を決めました。") % {"name": address.classmate}


def write(address: YearbookAddress, typed, told: dict) -> str:
    places, place = places_of(typed.get("postal_code", "")), number(typed.get("town", ""))
    rest = tidy(typed.get("rest", "").replace("\0", ""))[:LONGEST_REST]
    if not 0 <= place < len(places):
        raise Refused(_("郵便番号を7桁で書いて「町を調べる」を押し、町を選んでください。例 272-0021"))
    if not rest:
        raise Refused(_("番地を書いてください。例 3-4-5"))
    write_today(address, today=Candidate(*list(vars(places[place]).values())[:4], rest), **told)
    return _("%(name)sさんのいまの住所を書きました。") % {"name": address.classmate}


def unused(address: YearbookAddress, typed, told: dict) -> str:
    leave_unused(address, **told)
    return _("%(name)sさんのアルバムの住所は使わないことにしました。") % {"name": address.classmate}


def later(address: YearbookAddress, typed, told: dict) -> str:
    put_off(address)
    return _("%(name)sさんは、あとでまた出てきます。") % {"name": address.classmate}


def undo(address: YearbookAddress, typed, told: dict) -> str:
    take_back(address, **told)
    return _("%(name)sさんの住所を、決める前に戻しました。") % {"name": address.classmate}


def same(address: YearbookAddress, typed, told: dict) -> str:
    count = number(typed.get("count", ""))
    give_same_town(address, count=count, **told)
    return _("同じ町の%(count)s件も決めました。") % {"count": count}


def correct(address: YearbookAddress, typed, told: dict) -> str:
    form = PrintForm(typed)
    if not form.is_valid():
        raise Refused(_("アルバムの住所を書いてください。"))
    code, text = form.cleaned_data["printed_code"], form.cleaned_data["printed_address"]
    correct_print(address, code=code, text=text, **told)
    return _("アルバムの住所を直しました。いまの住所を調べ直しました。")


STEPS = {
    "choose": choose,
    "write": write,
    "unused": unused,
    "later": later,
    "undo": undo,
    "same": same,
    "correct": correct,
}


class PrintForm(forms.ModelForm):
    printed_address = forms.CharField(max_length=200)

    class Meta:
        model = YearbookAddress
        fields = ("printed_code", "printed_address")


def number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 12 else -1
