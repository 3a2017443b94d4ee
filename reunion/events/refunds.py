"""Until when cancelling is free, and what is refunded after.

The steps of the reunion say which part of what was paid goes back to whoever cancels on their day or before;
after the last one nothing does. A reunion without steps refunds all until the deadline for signing up. The
committee sets all steps at once: at most four, none after the day itself, and never more back for waiting
longer. The page, the personal page and the treasurer all read it here.
"""

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import RefundStep, Reunion

MOST_STEPS = 4


def steps_of(reunion: Reunion) -> list[RefundStep]:
    """In the order of their days."""
    return or_default(reunion, list(reunion.refund_steps.all()))


def or_default(reunion: Reunion, stored: list[RefundStep]) -> list[RefundStep]:
    """The default of a reunion that has no steps is not stored."""
    return stored or [RefundStep(reunion=reunion, until=reunion.signup_deadline, percent=100)]


def percent_on(reunion: Reunion, day: dt.date) -> int:
    """The part of what was paid that goes back to whoever cancels on this day, in percent."""
    return next((step.percent for step in steps_of(reunion) if day <= step.until), 0)


def sentences(steps: Iterable[RefundStep]) -> list[str]:
    """What these steps mean, one sentence each, in the order of their days."""
    steps = list(steps)
    said = [_sentence(step) for step in steps]
    if steps and steps[-1].percent:
        said.append(_("それより後のお取り消しは、会費をお返しできません。"))
    return said


def planned(reunion: Reunion, *, steps: Iterable[tuple[dt.date, int]]) -> list[RefundStep]:
    """Days and percents in any order as steps that are not stored yet; raises Refused."""
    wanted = sorted(steps)
    _must_make_sense(wanted, reunion)
    return [RefundStep(reunion=reunion, until=until, percent=percent) for until, percent in wanted]


@transaction.atomic
def set_steps(reunion: Reunion, *, steps: Iterable[tuple[dt.date, int]], actor: User | None) -> None:
    """Instead of all there were; none at all brings the default back. Raises Refused."""
    reunion = Reunion.objects.select_for_update().get(pk=reunion.pk)
    wanted = planned(reunion, steps=steps)
    if [str(step) for step in wanted] == [str(step) for step in reunion.refund_steps.all()]:
        return
    reunion.refund_steps.all().delete()
    RefundStep.objects.bulk_create(wanted)
    with translation.override(settings.LANGUAGE_CODE):
        rules = "".join(sentences(steps_of(reunion)))
    record(
        reunion,
        action="refunds",
        sentence=gettext_lazy("取り消しと返金の決まりを変えました（%(rules)s）"),
        words={"rules": rules},
        actor=actor,
        reunion_slug=reunion.slug,
    )


def _sentence(step: RefundStep) -> str:
    words = {"day": date_format(step.until, _("n月j日（D）")), "percent": step.percent}
    if step.percent == 100:
        return _("%(day)sまでのお取り消しは、会費の全額をお返しします。") % words
    if step.percent:
        return _("%(day)sまでのお取り消しは、会費の%(percent)s％をお返しします。") % words
    return _("%(day)sまでのお取り消しは、会費をお返しできません。") % words


def _must_make_sense(steps: list[tuple[dt.date, int]], reunion: Reunion) -> None:
    if len(steps) > MOST_STEPS:
        raise Refused(_("決まりは%(most)sつまでにしてください。") % {"most": MOST_STEPS})
    for until, percent in steps:
        if not 0 <= percent <= 100:
            raise Refused(_("お返しする割合は、0から100までの数字で書いてください。"))
        if until > reunion.held_on:
            raise Refused(_("日付は、開催日かそれより前の日にしてください。"))
    for (day, percent), (next_day, next_percent) in pairwise(steps):
        if day == next_day:
            raise Refused(_("同じ日が2回あります。どちらか1つにしてください。"))
        if next_percent > percent:
            raise Refused(_("日付が後のほうの割合が高くなっています。同じか、低い割合にしてください。"))
