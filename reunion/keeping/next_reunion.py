"""The next reunion of a year begins from the last one, once that is over: a draft that nobody else sees yet.

Whoever begins it is its organizer; the others of the last committee are asked anew. The people of the year
are shared: who has died or wants no contact stays known as that, and so does an address from which a card
came back. Ways to reach somebody today stay only of those who agreed to be kept; the others were told to us
for the last reunion and leave the roster now, unless another one of the year is not over yet. Only the latest
one of a year can be followed, so that pressing twice begins one.
"""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.founding import DAYS_FROM_DEADLINE_TO_DAY
from reunion.events.milestones import plan_usual_steps
from reunion.events.models import Reunion, VenueBooking
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.mail.models import LetterTemplate
from reunion.team.models import Member, Role

from .agreeing import agreed_classmates, agreed_teachers, remember
from .being_over import is_over, must_be_over
from .carrying import carry, groups_of_guests, own_steps
from .committee import BEGUN
from .parts import Part
from .returned_cards import came_back, keep_in_mind
from .year import known_for_one_reunion

SAID = gettext_lazy("「%(last)s」から、次の会をはじめました")


@dataclass(frozen=True)
class Carried:
    """What would be taken over, and what would leave the roster: words, and how many."""

    taken_over: list[tuple[Promise, int]]
    left_behind: list[tuple[Promise, int]]
    to_ask: list[str]


def preview(last: Reunion, *, actor: User) -> Carried:
    """Raises Refused as `begin` would; changes nothing."""
    _look(last)
    left: dict[Promise, int] = {}
    for part in _of_this_time_only(last):
        left[part.what] = left.get(part.what, 0) + part.count()
    people = agreed_classmates(last.cohort).count() + agreed_teachers(last.cohort).count()
    taken = [
        (_("プログラムと会費"), last.program_items.count()),
        (_("直したメールの文面"), LetterTemplate.objects.filter(reunion=last).count()),
        (_("自分たちで加えた予定"), own_steps(last).count()),
        (_("会場（候補として）"), VenueBooking.objects.filter(reunion=last).standing_offers().count()),
        (_("学年とクラスのLINEグループ"), groups_of_guests(last).count()),
        (_("連絡先を残してよいと答えた人"), people),
        (_("宛先不明と分かっている住所"), came_back(last).count()),
    ]
    others = Member.objects.filter(reunion=last).exclude(user=actor).select_related("user").order_by("pk")
    return Carried(taken, [(what, count) for what, count in left.items() if count], [m.name for m in others])


@transaction.atomic
def begin(last: Reunion, *, slug: str, name: str, held_on: dt.date, actor: User) -> Reunion:
    """Raises Refused with every reason."""
    last = Reunion.objects.select_for_update(of=("self",)).select_related("cohort__school").get(pk=last.pk)
    _look(last)
    if held_on <= timezone.localdate():
        raise Refused(_("開催日は、あすより後の日を書いてください。"))
    new = Reunion(
        slug=slug.strip(),
        cohort=last.cohort,
        name=name.strip() or last.name,
        state=Reunion.State.DRAFT,
        held_on=held_on,
        signup_deadline=max(held_on - dt.timedelta(days=DAYS_FROM_DEADLINE_TO_DAY), timezone.localdate()),
        is_demo=last.is_demo,
    )
    try:
        new.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    of_this_time_only = _of_this_time_only(last)
    new.save()
    plan_usual_steps(new)
    carry(last, new)
    Member.objects.create(user=actor, reunion=new, role=Role.ORGANIZER)
    remember(last)
    keep_in_mind(last, actor=actor)
    for part in of_this_time_only:
        part.forget()
    record(new, action=BEGUN, sentence=SAID, words={"last": last.name}, actor=actor, reunion_slug=new.slug)
    return new


def _look(last: Reunion) -> None:
    must_be_over(last)
    later = (
        Reunion.objects.filter(cohort=last.cohort_id, held_on__gt=last.held_on).order_by("-held_on").first()
    )
    if later is not None:
        raise Refused(_("この学年には、もう次の会「%(name)s」があります。") % {"name": later.name})


def _of_this_time_only(last: Reunion) -> list[Part]:
    others = Reunion.objects.filter(cohort=last.cohort_id).exclude(pk=last.pk)
    return known_for_one_reunion(last) if all(is_over(other) for other in others) else []
