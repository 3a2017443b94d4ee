"""An empty reunion comes to be in one step: open, with 本会, 二次会 and a free 校内見学.

The cohort is made when it is new. The deadline is 21 days before the day unless said otherwise. Without a
bank account signups work; their letters about the bank wait until there is one.
"""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from reunion.lib.refused import Refused
from reunion.roster.models import Cohort, School

from .milestones import plan_usual_steps, step_is_done
from .models import BankAccount, Milestone, ProgramItem, Reunion

DAYS_FROM_DEADLINE_TO_DAY = 21


@dataclass(frozen=True)
class AccountText:
    """The reunion's account, as it stands in letters. `holder_kana` as the bank prints it."""

    bank: str
    branch: str
    kind: str
    number: str
    holder_kana: str

    @classmethod
    def parse(cls, text: str) -> "AccountText":
        """'BANK,BRANCH,KIND,NUMBER,HOLDER KANA'; raises Refused when a part is missing."""
        parts = [part.strip() for part in text.split(",")]
        if len(parts) != 5 or not all(parts):
            raise Refused(
                _("口座は「銀行,支店,普通,口座番号,名義カナ」の5つをコンマで区切って書いてください。")
            )
        return cls(*parts)


@transaction.atomic
def found_reunion(
    slug: str,
    *,
    school: str,
    graduated: tuple[int, int],
    held_on: dt.date,
    fee: int,
    after_party_fee: int = 0,
    deadline: dt.date | None = None,
    account: AccountText | None = None,
    draft: bool = False,
    name: str = "",
) -> Reunion:
    """`graduated` is (year, month); fees in yen. Raises Refused with every reason in one sentence each."""
    year, month = graduated
    cohort, _created = Cohort.objects.get_or_create(
        school=School.objects.get_or_create(name=school)[0], graduated_year=year, graduated_month=month
    )
    reunion = Reunion(
        slug=slug,
        cohort=cohort,
        name=name or _("%(school)s 同窓会") % {"school": school},
        state=Reunion.State.DRAFT if draft else Reunion.State.OPEN,
        held_on=held_on,
        signup_deadline=deadline or held_on - dt.timedelta(days=DAYS_FROM_DEADLINE_TO_DAY),
    )
    try:
        reunion.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    reunion.save()
    add_program(reunion, fee=fee, after_party_fee=after_party_fee)
    plan_usual_steps(reunion)
    if not draft:
        step_is_done(reunion, step=Milestone.Step.PAGE_OPENS)
    if account is not None:
        BankAccount.objects.create(reunion=reunion, **vars(account))
    return reunion


def add_program(reunion: Reunion, *, fee: int, after_party_fee: int) -> None:
    """No limit of places; who comes along pays the same."""
    Kind = ProgramItem.Kind
    ProgramItem.objects.bulk_create(
        ProgramItem(
            reunion=reunion, kind=kind, name=kind.label, fee=yen, companion_fee=yen, starts_at=dt.time(hour)
        )
        for kind, yen, hour in (
            (Kind.SCHOOL_TOUR, 0, 10),
            (Kind.MAIN, fee, 12),
            (Kind.AFTER_PARTY, after_party_fee, 15),
        )
    )
