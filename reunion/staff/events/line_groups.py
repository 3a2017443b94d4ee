"""The invitations to the LINE groups on one page, to pass on and to set.

Class staff set those of their own classes only; beside them they see those of the staff and the whole year.
"""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.events.line_groups import in_order, invitation_in, set_groups, words_for
from reunion.events.models import LineGroup
from reunion.lib.code_picture import code_of
from reunion.lib.refused import Refused
from reunion.roster.models import Homeroom
from reunion.team.access import OFFICE, Seat, for_roles
from reunion.team.models import Role

OFFICE_AND_CLASS_STAFF = OFFICE | {Role.CLASS_STAFF}
STAFF = "staff"


class InvitationField(forms.CharField):
    def __init__(self, **kwargs):
        looks = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})
        super().__init__(required=False, widget=looks, show_hidden_initial=True, **kwargs)

    def clean(self, value: str) -> str:
        try:
            return invitation_in(super().clean(value))
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class GroupsForm(forms.Form):
    """A field for each group this seat may set; only what was changed here is set, so that two may do it."""

    def __init__(self, data=None, *, seat: Seat):
        groups = LineGroup.objects.filter(reunion=seat.reunion)
        stored = {STAFF if group.for_staff else group.homeroom_id: group.invitation_url for group in groups}
        self.rooms = {self._name(room): room for room in rooms_of(seat)}
        initial = {name: stored.get(room and room.pk) for name, room in self.rooms.items()}
        super().__init__(data, initial=initial | {STAFF: stored.get(STAFF)})
        if seat.may(OFFICE):
            self.fields[STAFF] = InvitationField(label=_("スタッフ（幹事とクラススタッフだけ）"))
        for name, room in self.rooms.items():
            self.fields[name] = InvitationField(label=str(room) if room else gettext_lazy("学年全体"))

    @staticmethod
    def _name(room: Homeroom | None) -> str:
        return f"room_{room.pk}" if room else "year"

    @property
    def invitations(self) -> dict[Homeroom | None, str]:
        return {self.rooms[name]: self.cleaned_data[name] for name in self.changed_data if name != STAFF}

    @property
    def of_the_staff(self) -> str | None:
        """None when it was not changed."""
        return self.cleaned_data[STAFF] if STAFF in self.changed_data else None


def rooms_of(seat: Seat) -> list[Homeroom | None]:
    """None stands for the whole year, which is the office's."""
    rooms = Homeroom.objects.filter(cohort=seat.reunion.cohort)
    if seat.homeroom_ids is not None:
        return list(rooms.filter(pk__in=seat.homeroom_ids))
    return [None, *rooms]


def passed_on(seat: Seat) -> list[dict]:
    """Each group this reader may pass on: as a picture, and as a text to paste."""
    groups = LineGroup.objects.filter(reunion=seat.reunion).select_related("homeroom", "reunion")
    if seat.homeroom_ids is not None:
        groups = groups.filter(Q(homeroom=None) | Q(homeroom__in=seat.homeroom_ids))
    return [
        {"group": group, "picture": code_of(group.invitation_url), "text": words_for(group)}
        for group in in_order(groups)
    ]


@for_roles(OFFICE_AND_CLASS_STAFF)
def line_groups(request: HttpRequest) -> HttpResponse:
    form = GroupsForm(request.POST or None, seat=request.seat)
    if request.method == "POST" and form.is_valid():
        set_groups(
            request.reunion,
            invitations=form.invitations,
            of_the_staff=form.of_the_staff,
            actor=request.user,
        )
        messages.success(request, _("保存しました。"))
        return redirect("staff:events:line_groups", request.reunion.slug)
    seat = request.seat
    context = {"form": form, "groups": passed_on(seat), "sees_overview": seat.may(OFFICE)}
    return render(request, "staff/events/line_groups.html", context)
