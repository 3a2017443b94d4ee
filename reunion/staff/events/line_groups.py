"""The invitations to the LINE groups on one page: class staff see those of their own classes only."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.events.line_groups import invitation_in, set_groups
from reunion.events.models import LineGroup
from reunion.lib.refused import Refused
from reunion.roster.models import Homeroom
from reunion.team.access import OFFICE, Seat, for_roles
from reunion.team.models import Role

OFFICE_AND_CLASS_STAFF = OFFICE | {Role.CLASS_STAFF}


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
        stored = {group.homeroom_id: group.invitation_url for group in groups}
        self.rooms = {self._name(room): room for room in rooms_of(seat)}
        super().__init__(
            data, initial={name: stored.get(room and room.pk) for name, room in self.rooms.items()}
        )
        for name, room in self.rooms.items():
            self.fields[name] = InvitationField(label=str(room) if room else gettext_lazy("学年全体"))

    @staticmethod
    def _name(room: Homeroom | None) -> str:
        return f"room_{room.pk}" if room else "year"

    @property
    def invitations(self) -> dict[Homeroom | None, str]:
        return {self.rooms[name]: self.cleaned_data[name] for name in self.changed_data}


def rooms_of(seat: Seat) -> list[Homeroom | None]:
    """None stands for the whole year, which is the office's."""
    rooms = Homeroom.objects.filter(cohort=seat.reunion.cohort)
    if seat.homeroom_ids is not None:
        return list(rooms.filter(pk__in=seat.homeroom_ids))
    return [None, *rooms]


@for_roles(OFFICE_AND_CLASS_STAFF)
def line_groups(request: HttpRequest) -> HttpResponse:
    form = GroupsForm(request.POST or None, seat=request.seat)
    if request.method == "POST" and form.is_valid():
        set_groups(request.reunion, invitations=form.invitations, actor=request.user)
        messages.success(request, _("保存しました。"))
        return redirect("staff:events:line_groups", request.reunion.slug)
    context = {"form": form, "sees_overview": request.seat.may(OFFICE)}
    return render(request, "staff/events/line_groups.html", context)
