"""What a guest changes on their own page; every input is taken as it comes, as at signing up."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.mail.risk import assess, tidy
from reunion.public.signup import wordings
from reunion.public.signup.fields import KanaField, LineField, LinesField, MailField, PhoneField, TickField
from reunion.public.typed_text import TypedText
from reunion.registrations.changing import Wish
from reunion.registrations.contacting import Contact
from reunion.registrations.models import Registration
from reunion.registrations.places import Full

from .choices import OwnProgram

YES, NO = "yes", "no"
COMPANIONS = ("companion_1", "companion_2", "companion_3")


class ReplyForm(forms.Form):
    """`waits_for` are the full items whose label said so: choosing one of them is waiting for it."""

    attending = forms.ChoiceField(
        label=_("ご出欠"),
        choices=[(YES, _("参加します")), (NO, _("欠席します"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("「参加します」か「欠席します」を選んでください。")},
    )
    items = forms.MultipleChoiceField(
        label=_("ほかに参加するもの"), required=False, widget=forms.CheckboxSelectMultiple
    )
    waits_for = forms.CharField(required=False, widget=forms.HiddenInput)
    companion_1 = LineField(label=_("1人目のお名前"), max_length=80, required=False)
    companion_2 = LineField(label=_("2人目のお名前"), max_length=80, required=False)
    companion_3 = LineField(label=_("3人目のお名前"), max_length=80, required=False)
    transfer_name = LineField(
        label=_("振込名義"),
        max_length=80,
        required=False,
        help_text=_("ご家族の口座など、お名前と違う名義で振り込む方だけ。例 ヤマダ タロウ"),
    )
    needs = LinesField(
        label=_("会場での手助け"),
        max_length=500,
        rows=2,
        help_text=_("車いすの席、食べられないものなど、会場で整えておくこと。"),
    )
    needs_consent = TickField(label=wordings.NEEDS)
    note = LinesField(label=_("幹事へのひとこと"), max_length=1000)

    def __init__(self, *args, registration: Registration, **kwargs):
        self.program = OwnProgram(registration)
        super().__init__(*args, initial=_as_it_is(registration, self.program), **kwargs)
        self.fields["items"].choices = self.program.choices()
        if registration.is_guest_of_honour:
            del self.fields["transfer_name"]
        if not self.program.takes_companions:
            for name in COMPANIONS:
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("needs") and not cleaned.get("needs_consent"):
            self.add_error(
                "needs_consent",
                _("手助けのために使ってよければ、印を付けてください。よくなければ、上の文を消してください。"),
            )
        return cleaned

    def offer_to_wait(self, full: Full) -> None:
        """The form comes back, and pressing again is waiting for these items."""
        self.add_error(None, str(full))
        if full.can_wait:
            self.add_error(None, _("空きをお待ちになるときは、もう一度下のボタンを押してください。"))
            read = {*self.data.get("waits_for", "").split(), *(str(item.pk) for item in full.items)}
            self.data = self.data.copy()
            self.data["waits_for"] = " ".join(sorted(read))

    @property
    def companions(self) -> tuple[str, ...]:
        return tuple(name for field in COMPANIONS if (name := self.cleaned_data.get(field)))

    @property
    def wish(self) -> Wish:
        cleaned = self.cleaned_data
        return Wish(
            attending=cleaned["attending"] == YES,
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


class ContactForm(AddressesForm):
    address_fields = ("email", "second_email")

    email = MailField(label=_("メールアドレス"), autocomplete="email")
    second_email = MailField(label=_("もうひとつのアドレス"))
    is_right = TickField(label=_("このアドレスのままでよい"))
    phone = PhoneField(
        label=_("電話番号"), max_length=40, required=False, autocomplete="tel", inputmode="tel"
    )
    line_is_fine = TickField(label=_("LINEで連絡してよい"))
    current_family_name = LineField(label=_("いまの名字"), max_length=40, required=False)
    current_family_kana = KanaField(label=_("ふりがな"), max_length=60, required=False)

    def clean(self):
        cleaned = super().clean()
        first, second = (tidy(cleaned.get(name) or "").lower() for name in self.address_fields)
        if first and first == second:
            self.add_error(
                "second_email", _("ひとつ目と同じアドレスです。別のアドレスを書くか、空にしてください。")
            )
        if cleaned.get("current_family_kana") and not cleaned.get("current_family_name"):
            self.add_error("current_family_name", _("いまの名字を漢字でも書いてください。"))
        return cleaned

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
