"""What is asked of classmates and teachers alike, and how it becomes a reply.

Everything typed stays in the form, whatever happens to it. A slip in a mail address is questioned, never
corrected: the guest may insist by a tick. Whoever declines is asked nothing that only matters to those who
come. Needs at the venue are taken only with a consent of their own.
"""

import uuid

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reunion.events.models import Reunion
from reunion.mail.risk import Risk, assess, tidy
from reunion.public.honeypot import HoneypotField
from reunion.public.typed_text import TypedText
from reunion.registrations.models import Consent
from reunion.registrations.signing_up import Reply

from . import nuisance, wordings
from .asked_twice import COMPANIONS, NO, YES, AboutTheDay, HowToReach
from .fields import KanaField, LineField, TickField
from .program import Chosen, Program

ONLY_WHO_COMES = ("items", *COMPANIONS, "transfer_name", "needs", "needs_consent", "show_surname")


class AnswerForm(AboutTheDay, HowToReach):
    """What classmates and teachers have in common."""

    for_teachers = False
    privacy_wording = wordings.PRIVACY
    surname_wording = wordings.SURNAME
    # Groups that stay folded until they hold something.
    folds: dict[str, tuple[str, ...]] = {
        "second_way": ("second_email", "line_is_fine"),
        "companions": COMPANIONS,
        "needs": ("needs", "needs_consent"),
    }

    submission = forms.UUIDField(widget=forms.HiddenInput)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    website = HoneypotField()
    # Ids of the items of which the guest has read that they are full.
    told_full = TypedText(widget=forms.HiddenInput, required=False)
    family_name = LineField(
        label=_("名字"),
        max_length=40,
        missing=_("在学時の名字を書いてください。"),
        autocomplete="family-name",
    )
    given_name = LineField(
        label=pgettext_lazy("given name", "名前"),
        max_length=40,
        missing=_("お名前を書いてください。"),
        autocomplete="given-name",
    )
    family_kana = KanaField(
        label=_("名字のふりがな"), max_length=60, missing=_("名字のふりがなを書いてください。例 たかだ")
    )
    given_kana = KanaField(
        label=_("名前のふりがな"), max_length=60, missing=_("お名前のふりがなを書いてください。例 ゆうこ")
    )
    email_is_right = TickField(label=_("このアドレスのままでよい"))
    second_email_is_right = TickField(label=_("このアドレスのままでよい"))
    show_surname = forms.ChoiceField(
        label=_("名字を案内ページに載せてもよいですか"),
        choices=[(YES, _("載せてよい")), (NO, _("載せない"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("在学時の名字だけです。「あの人が来るなら」と、参加する方が増えます。"),
    )
    # As on the page, for the list of what is to be looked at again.
    field_order = ["attending", "homeroom", "family_name", "given_name", "family_kana", "given_kana"]
    field_order += ["current_family_name", "current_family_kana"]
    field_order += ["email", "second_email", "line_is_fine", "phone", "items"]

    def __init__(self, *args, reunion: Reunion, **kwargs):
        kwargs.setdefault("initial", {"submission": uuid.uuid4(), "opened": nuisance.stamp()})
        super().__init__(*args, **kwargs)
        self.reunion = reunion
        self.questioned: set[str] = set()
        self.program = Program(reunion, for_teachers=self.for_teachers)
        self.fields["items"].choices = self.program.choices()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("attending") == NO:
            self._forget_what_only_matters_to_who_comes(cleaned)
        for name in ("email", "second_email"):
            self._question(name, cleaned)
        self._check_companions(cleaned)
        return cleaned

    def _forget_what_only_matters_to_who_comes(self, cleaned: dict) -> None:
        for name in ONLY_WHO_COMES:
            self.errors.pop(name, None)
            cleaned[name] = [] if name == "items" else ""

    def _question(self, name: str, cleaned: dict) -> None:
        risk = assess(cleaned.get(name) or "")
        if risk.level == "typo" and not cleaned.get(f"{name}_is_right"):
            self.questioned.add(name)
        elif risk.level != "malformed":
            return
        self.add_error(name, f"{risk.reason}{risk.advice}")

    def _check_companions(self, cleaned: dict) -> None:
        named = [name for name in COMPANIONS if cleaned.get(name)]
        if not named or "items" not in cleaned:
            return
        if not any(item.takes_companions for item in self._items_of(cleaned["items"])):
            items = _("、").join(item.name for item in self.program.with_companions)
            self.add_error(
                named[0],
                _("同伴の方がご一緒できるのは%(items)sです。それも選ぶか、お名前を消してください。")
                % {"items": items}
                if items
                else _("この会では、同伴の方はご一緒できません。お名前を消してください。"),
            )

    def _items_of(self, numbers: list[str]) -> tuple:
        """本会 first."""
        main = (self.program.main,) if self.program.main else ()
        return (*main, *(self.program.items[number] for number in numbers))

    @property
    def asks_about_email(self) -> bool:
        return "email" in self.questioned or bool(self["email_is_right"].value())

    @property
    def asks_about_second_email(self) -> bool:
        return "second_email" in self.questioned or bool(self["second_email_is_right"].value())

    @property
    def unfolded(self) -> dict[str, bool]:
        return {fold: any(self._holds(name) for name in names) for fold, names in self.folds.items()}

    def _holds(self, name: str) -> bool:
        return bool(self[name].errors or (self.is_bound and self[name].value() not in (None, "", False)))

    @cached_property
    def chosen(self) -> Chosen:
        """Nothing for somebody who does not come."""
        items = self._items_of(self.cleaned_data["items"]) if self.is_attending else ()
        return Chosen(self.program, items, companions=len(self.companions))

    @property
    def waits_for(self) -> frozenset[int]:
        """Of what is chosen, where the guest has read that they would wait."""
        told = set(self.cleaned_data["told_full"].split())
        return frozenset(item.pk for item in self.chosen.items if str(item.pk) in told)

    @cached_property
    def risk(self) -> Risk:
        return assess(self.reply.email)

    @property
    def shows_surname(self) -> bool:
        return self.is_attending and self.cleaned_data["show_surname"] == YES

    @property
    def consents(self) -> list[tuple[str, str]]:
        Purpose = Consent.Purpose
        given = [
            (Purpose.PRIVACY, wordings.PRIVACY, True),
            (Purpose.SHOW_SURNAME, self.surname_wording, self.shows_surname),
            (Purpose.NEEDS, wordings.NEEDS, bool(self.cleaned_data["needs"])),
        ]
        return [(purpose, str(wording)) for purpose, wording, is_given in given if is_given]

    same_in_reply = "submission family_name given_name family_kana given_kana line_is_fine phone needs note"

    @property
    def reply(self) -> Reply:
        cleaned = self.cleaned_data
        addresses = [address for name in ("email", "second_email") if (address := tidy(cleaned[name]))]
        first, second = [*addresses, "", ""][:2]
        return Reply(
            attending=self.is_attending,
            is_teacher=self.for_teachers,
            email=first,
            second_email=second,
            show_surname=self.shows_surname,
            items=self.chosen.items,
            companions=self.companions,
            waits_for=self.waits_for,
            consents=tuple(self.consents),
            **{name: cleaned[name] for name in self.same_in_reply.split()},
        )
