"""What is asked of classmates, and what of teachers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.registrations.models import Consent
from reunion.roster.models import Homeroom

from . import wordings
from .answer_form import AnswerForm
from .asked_twice import NameOfToday, TransferNameField
from .fields import LinesField, TickField


class ClassmateForm(NameOfToday, AnswerForm):
    folds = AnswerForm.folds | {
        "current_name": ("current_family_name", "current_family_kana"),
        "transfer_name": ("transfer_name",),
        "can_reach": ("can_reach",),
    }
    same_in_reply = (
        AnswerForm.same_in_reply
        + " homeroom current_family_name current_family_kana transfer_name can_reach keep_for_next_time"
    )

    homeroom = forms.ModelChoiceField(
        Homeroom.objects.none(),
        label=_("卒業したときのクラス"),
        required=False,
        empty_label=_("忘れた・分からない"),
    )
    transfer_name = TransferNameField()
    can_reach = LinesField(
        label=_("連絡先を知っている人"),
        max_length=500,
        rows=2,
        help_text=_("お名前だけを書いてください。連絡先は、ご本人に聞いてからお願いします。"),
    )
    keep_for_next_time = TickField(label=wordings.NEXT_TIME)

    def __init__(self, *args, reunion: Reunion, **kwargs):
        super().__init__(*args, reunion=reunion, **kwargs)
        self.fields["homeroom"].queryset = Homeroom.objects.filter(cohort=reunion.cohort)

    @property
    def consents(self) -> list[tuple[str, str]]:
        kept = [(Consent.Purpose.NEXT_TIME, str(wordings.NEXT_TIME))]
        return super().consents + (kept if self.cleaned_data["keep_for_next_time"] else [])


class TeacherForm(AnswerForm):
    """No class, no fee, no transfer name; the name is enough."""

    for_teachers = True
    surname_wording = wordings.TEACHER_SURNAME

    def __init__(self, *args, reunion: Reunion, **kwargs):
        super().__init__(*args, reunion=reunion, **kwargs)
        for name in ("given_name", "family_kana", "given_kana"):
            self.fields[name].required = False
        self.fields["family_name"].error_messages["required"] = _("先生のお名前をお書きください。")
        self.fields["show_surname"].label = _("お名前を案内ページに載せてもよろしいでしょうか")
        self.fields["show_surname"].help_text = _("先生の名字だけです。教え子たちが喜びます。")
