"""The invitations to the LINE groups, to pass on and to set, a page of classes at a time.

Class staff set those of their own classes only; beside them they see those of the staff and the whole year.
Those two stand on the first page.
"""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.events.line_groups import in_order, invitation_in, set_groups, words_for
from reunion.events.models import LineGroup
from reunion.lib.code_picture import code_of
from reunion.lib.refused import Refused
from reunion.roster.models import Homeroom
from reunion.staff.pages import page_of
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
    """A field for each of these rooms; only what was changed here is set, so that two may do it."""

    def __init__(
        self, data=None, *, rooms: Sequence[Homeroom | None], groups: list[LineGroup], of_staff: bool
    ):
        stored = {STAFF if group.for_staff else group.homeroom_id: group.invitation_url for group in groups}
        self.rooms = {self._name(room): room for room in rooms}
        initial = {name: stored.get(room and room.pk) for name, room in self.rooms.items()}
        super().__init__(data, initial=initial | {STAFF: stored.get(STAFF)})
        if of_staff:
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


def groups_on(page: Page, seat: Seat) -> list[LineGroup]:
    """Of the classes on this page; that of the staff and of the whole year stand on the first."""
    rooms = [room.pk for room in page.object_list if room]
    groups = LineGroup.objects.filter(reunion=seat.reunion).select_related("homeroom", "reunion")
    of_all = Q(homeroom=None) if page.number == 1 else Q()
    return in_order(groups.filter(Q(homeroom__in=rooms) | of_all))


def passed_on(groups: list[LineGroup]) -> list[dict]:
    """Each as a picture, and as a text to paste."""
    return [
        {"group": group, "picture": code_of(group.invitation_url), "text": words_for(group)}
        for group in groups
    ]


@for_roles(OFFICE_AND_CLASS_STAFF)
def line_groups(request: HttpRequest) -> HttpResponse:
    seat = request.seat
    page = page_of(rooms_of(seat), request.GET.get("page"))
    groups = groups_on(page, seat)
    is_first = page.number == 1
    form = GroupsForm(
        request.POST or None, rooms=page.object_list, groups=groups, of_staff=is_first and seat.may(OFFICE)
    )
    if request.method == "POST" and form.is_valid():
        set_groups(
            request.reunion,
            invitations=form.invitations,
            of_the_staff=form.of_the_staff,
            actor=request.user,
        )
        messages.success(request, _("保存しました。"))
        here = reverse("staff:events:line_groups", args=[request.reunion.slug])
        return redirect(here if is_first else f"{here}?page={page.number}")
    context = {"form": form, "page": page, "groups": passed_on(groups), "sees_overview": seat.may(OFFICE)}
    return render(request, "staff/events/line_groups.html", context)
