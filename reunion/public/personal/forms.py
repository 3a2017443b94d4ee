"""What a guest changes on their own page; every input is taken as it comes, as at signing up."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.mail.risk import assess
from reunion.public.signup import wordings
from reunion.public.signup.asked_twice import (
    COMPANIONS,
    NO,
    YES,
    AboutTheDay,
    HowToReach,
    NameOfToday,
    TransferNameField,
)
from reunion.public.signup.fields import MailField, TickField
from reunion.public.typed_text import TypedText
from reunion.registrations.changing import Wish
from reunion.registrations.contacting import Contact
from reunion.registrations.models import Registration
from reunion.registrations.places import Full

from .choices import OwnProgram


class ReplyForm(AboutTheDay):
    """`waits_for` are the full items whose label said so: choosing one of them is waiting for it."""

    waits_for = forms.CharField(required=False, widget=forms.HiddenInput)
    transfer_name = TransferNameField()
    field_order = ("attending", "items", *COMPANIONS, "transfer_name", "needs", "needs_consent", "note")

    def __init__(self, *args, registration: Registration, **kwargs):
        self.program = OwnProgram(registration)
        super().__init__(*args, initial=_as_it_is(registration, self.program), **kwargs)
        self.fields["items"].choices = self.program.choices()
        if registration.is_guest_of_honour:
            del self.fields["transfer_name"]
        if not self.program.takes_companions:
            for name in COMPANIONS:
                del self.fields[name]

    def offer_to_wait(self, full: Full) -> None:
        """The form comes back, and pressing again is waiting for these items."""
        self.add_error(None, str(full))
        if full.can_wait:
            self.add_error(None, _("空きをお待ちになるときは、もう一度下のボタンを押してください。"))
            read = {*self.data.get("waits_for", "").split(), *(str(item.pk) for item in full.items)}
            self.data = self.data.copy()
            self.data["waits_for"] = " ".join(sorted(read))

    @property
    def wish(self) -> Wish:
        cleaned = self.cleaned_data
        return Wish(
            attending=self.is_attending,
            items=tuple(self.program.items[number] for number in cleaned["items"]),
            companions=self.companions,
            waits_for=frozenset(int(number) for number in cleaned["waits_for"].split() if number.isdecimal()),
            transfer_name=cleaned.get("transfer_name", ""),
            needs=cleaned["needs"],
            needs_wording=str(wordings.NEEDS) if cleaned["needs"] else "",
            note=cleaned["note"],
        )


def _as_it_is(registration: Registration, program: OwnProgram) -> dict:
    names = [companion.name for companion in registration.companions.all()]
    given_up = registration.state == "cancelled"
    return {
        "attending": "" if given_up else YES if registration.attending else NO,
        "items": [str(number) for number in program.mine],
        "waits_for": " ".join(str(item.pk) for item in program.full_items),
        "transfer_name": registration.transfer_name,
        "needs": registration.needs,
        "needs_consent": bool(registration.needs),
        "note": registration.note,
        **dict(zip(COMPANIONS, names, strict=False)),
    }


class AddressesForm(forms.Form):
    """Before a form with mail addresses: a slip is questioned, never corrected; a tick insists."""

    address_fields: tuple[str, ...] = ()

    def clean(self):
        cleaned = super().clean()
        for name in self.address_fields:
            risk = assess(cleaned.get(name) or "")
            self.is_questioned |= risk.level == "typo"
            insists = risk.level == "typo" and cleaned.get("is_right")
            if risk.level == "malformed" or (risk.level == "typo" and not insists):
                self.add_error(name, f"{risk.reason}{risk.advice}")
        return cleaned

    is_questioned = False

    @property
    def asks_again(self) -> bool:
        return self.is_bound and (self.is_questioned or bool(self["is_right"].value()))


class ContactForm(AddressesForm, HowToReach, NameOfToday):
    address_fields = ("email", "second_email")

    is_right = TickField(label=_("このアドレスのままでよい"))

    @property
    def contact(self) -> Contact:
        return Contact(**{name: self.cleaned_data[name] for name in Contact.__dataclass_fields__})


class AddressForm(AddressesForm):
    address_fields = ("address",)

    address = MailField(label=_("メールを受け取るアドレス"), autocomplete="email")
    is_right = TickField(label=_("このアドレスのままでよい"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["address"].required = True
        self.fields["address"].error_messages["required"] = _("メールアドレスを書いてください。")


class WishForm(forms.Form):
    """What a guest asks of the organizers."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    text = TypedText(
        label=_("お知らせいただくこと"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("どうなさりたいかを、書いてください。")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"submission": uuid.uuid4()}, **kwargs)

    @property
    def letter(self) -> dict:
        """Words changed after going back are a letter of their own."""
        text = self.cleaned_data["text"]
        return {"text": text, "submission": uuid.uuid5(self.cleaned_data["submission"], text)}
