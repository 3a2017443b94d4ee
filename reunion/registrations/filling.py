"""What stands for each name in braces in a letter about a registration.

What all letters of one run share (account, texts, organizers, venue) is asked for once. The account is put in
only for a classmate who comes and owes a fee; for everyone else there is nothing in its place, whatever the
text says. Letters are Japanese, whatever language the person at the screen reads.
"""

from collections.abc import Iterable
from functools import cached_property

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import translation

from reunion.events.models import BankAccount, Reunion
from reunion.mail.our_address import own_address
from reunion.mail.placeholders import Value
from reunion.mail.vocabulary import of_reunion, venue
from reunion.mail.wording import Texts
from reunion.team.models import Member, Role

from . import letter_blocks as blocks
from .links import personal_url
from .models import ChosenItem, Registration

MOST_PROMOTERS = 3


class Filling:
    """Made once for all letters of a run about one reunion."""

    def __init__(self, reunion: Reunion):
        self.reunion = reunion

    @cached_property
    def account(self) -> BankAccount | None:
        return account_of(self.reunion)

    @cached_property
    def texts(self) -> Texts:
        return Texts.of(self.reunion)

    @translation.override(settings.LANGUAGE_CODE)
    def values(self, registration: Registration, *, ready: Iterable[ChosenItem] = ()) -> dict[str, Value]:
        """`ready` is what a place has just been found for."""
        prefetch_related_objects([registration], "chosen_items__item", "companions")
        return {
            **self.of_the_reunion,
            **_of_the_person(registration),
            **self._of_the_money(registration),
            "申込の内容": blocks.chosen(registration),
            "空き待ち": blocks.in_line(registration),
            "空いたもの": "、".join(chosen.item.name for chosen in ready),
            "当日の予定": blocks.schedule(registration),
        }

    @cached_property
    def of_the_reunion(self) -> dict[str, Value]:
        shared = of_reunion(self.reunion)
        return shared | {"会場": lambda: self._venue, "差出人": lambda: self._sender}

    @cached_property
    def _venue(self) -> str:
        return venue(self.reunion)

    @cached_property
    def _sender(self) -> str:
        email = self.reunion.contact_email or own_address()
        return blocks.sender(self.reunion, promoters=promoters_of(self.reunion), email=email)

    def _of_the_money(self, registration: Registration) -> dict[str, Value]:
        return {
            "振込先": blocks.account(registration, self.account),
            "お支払いの合計": blocks.yen(registration.amount_due),
            "振込の期日": blocks.pay_by(self.reunion),
            "振込名義の例": blocks.payer_example(registration),
            "振込のしかた": blocks.ways_to_pay(registration),
            "返金": blocks.refund(registration),
        }


def _of_the_person(registration: Registration) -> dict[str, Value]:
    return {
        "お名前": registration.school_name,
        "敬称": registration.honorific,
        "申込番号": registration.reference,
        "専用ページ": personal_url(registration),
        "お返事の変更": blocks.may_answer_again(registration),
    }


def account_of(reunion: Reunion) -> BankAccount | None:
    """The account guests may be told: none while a change of it waits for a second person."""
    return None if in_question(reunion) else getattr(reunion, "bank_account", None)


def in_question(reunion: Reunion) -> bool:
    account = getattr(reunion, "bank_account", None)
    return account is not None and account.in_question


def promoters_of(reunion: Reunion) -> str:
    """The organizers by name, so that a reader may know one of them."""
    organizers = Member.objects.filter(reunion=reunion, role=Role.ORGANIZER).exclude(user__name="")
    return "、".join(organizers.order_by("id").values_list("user__name", flat=True)[:MOST_PROMOTERS])
