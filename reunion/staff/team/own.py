"""What a member says about themselves; no address here names another member."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.roster.models import Homeroom
from reunion.team.access import EVERYONE, OFFICE, for_roles
from reunion.team.calendar_addresses import draw, give_up
from reunion.team.models import CalendarAddress, Member
from reunion.team.showing import WORDING, hide, show


class OwnForm(forms.Form):
    agrees = forms.BooleanField(label=WORDING, required=False)
    surname = forms.CharField(
        label=gettext_lazy("在学時の名字"),
        max_length=Member._meta.get_field("surname").max_length,
        required=False,
    )
    homeroom = forms.ModelChoiceField(
        Homeroom.objects.none(),
        label=gettext_lazy("在学時のクラス"),
        empty_label=gettext_lazy("クラスは載せない"),
        required=False,
    )

    field_order = ["surname", "homeroom", "agrees"]

    def __init__(self, data=None, *, member: Member):
        stored = {"surname": member.surname, "homeroom": member.own_homeroom_id}
        super().__init__(data, initial=stored | {"agrees": member.shown_since is not None})
        self.fields["homeroom"].queryset = Homeroom.objects.filter(cohort=member.reunion.cohort)


@for_roles(EVERYONE)
def own(request: HttpRequest) -> HttpResponse:
    member = (
        Member.objects.select_related("reunion").filter(reunion=request.reunion, user=request.user).first()
    )
    if member is None:
        return render(request, "staff/team/own.html", {"member": None})
    form = OwnForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, decided(member, form.cleaned_data, request.user))
        except Refused as refused:
            form.add_error("surname", str(refused))
        else:
            return redirect("staff:team:own", request.reunion.slug)
    address = CalendarAddress.objects.filter(member=member).first()
    context = {
        "form": form,
        "member": member,
        "sees_team": request.seat.may(OFFICE),
        "calendar": address,
        "calendar_url": url_of(address) if address else "",
    }
    return render(request, "staff/team/own.html", context)


def url_of(address: CalendarAddress) -> str:
    path = reverse("public:committee_dates", args=[address.member.reunion.slug, address.token])
    return settings.SITE_URL + path


@for_roles(EVERYONE)
@require_POST
def calendar(request: HttpRequest) -> HttpResponse:
    """The press names the address it was about, so that a second press draws no further one."""
    member = get_object_or_404(Member, reunion=request.reunion, user=request.user)
    if request.POST.get("what") == "stop":
        give_up(member)
        messages.success(request, _("予定表のアドレスをやめました。"))
    else:
        seen = request.POST.get("address", "")
        draw(member, instead_of=int(seen) if seen.isdecimal() else None)
        messages.success(request, _("予定表のアドレスを作りました。"))
    return redirect("staff:team:own", request.reunion.slug)


def decided(member: Member, typed: dict, user) -> str:
    """The sentence for the screen."""
    if typed["agrees"]:
        show(member, surname=typed["surname"], homeroom=typed["homeroom"], actor=user)
        return _("案内ページに載せました。")
    hide(member, actor=user)
    return _("案内ページには載せません。")
