"""One text becomes each person's letter.

It opens with the name, unless the text itself begins with it; a teacher is greeted with honour. At its end
stand the reunion, how to reach the committee, and the way out of further announcements. What is the same for
everybody is filled in and wrapped once. For LINE there is neither name nor opening nor end: 「みなさん」
stands for the name, and the public page for the personal one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.events.models import BankAccount, Reunion
from reunion.mail.models import Message
from reunion.mail.openings import Addressee as Kind
from reunion.mail.openings import opening_for, wrong_opening
from reunion.mail.placeholders import EMPTY_LINES, HEADING, Value, filled, filled_line, names_in, tidy
from reunion.mail.proofreading import wrong_with_body, wrong_with_subject
from reunion.mail.unsubscribing import unsubscribe_url
from reunion.mail.vocabulary import signature
from reunion.mail.wording import Wording
from reunion.mail.wrapping import wrap
from reunion.registrations.filling import Filling
from reunion.registrations.letter_blocks import program, schedule
from reunion.registrations.links import personal_url
from reunion.registrations.models import Registration

from .addressees import Addressee
from .audiences import SCHEDULE
from .models import Announcement

NAME, HONORIFIC, NUMBER, OWN_PAGE = "お名前", "敬称", "申込番号", "専用ページ"
OF_REUNION = ("会の名前", "学校", "卒業年", "開催日", "締め切り", "会場", "会の連絡先")
WORDING = Wording(
    "announcement",
    gettext_lazy("一斉連絡"),
    gettext_lazy("みなさんに知らせたいことがあるとき"),
    (NAME, HONORIFIC, NUMBER, OWN_PAGE, SCHEDULE, *OF_REUNION),
)
NAMED_IN_LINE = re.compile(r"[｛{]\s*お名前\s*[｝}]\s*(?:[｛{]\s*敬称\s*[｝}]|様|さま|さん)?")

TEXT_AFTER_ADDRESS = re.compile(r"[｛{]\s*専用ページ\s*[｝}][^\s\n]")
LINE_WITH_NUMBER = re.compile(r"^.*[｛{]\s*申込番号\s*[｝}].*(?:\n|\Z)", re.MULTILINE)


def wrong_words(reunion: Reunion, *, subject: str, text: str) -> dict[str, list[str]]:
    """A sentence for everything that must not be sent so, by `subject` and `text`; empty when all is well."""
    account = BankAccount.objects.filter(reunion=reunion).first()
    number = account.number if account else ""
    wrong = {
        "subject": wrong_with_subject(subject, wording=WORDING, account_number=number),
        "text": wrong_with_body(text, wording=WORDING, account_number=number),
    }
    if TEXT_AFTER_ADDRESS.search(text):
        wrong["text"].append(
            _("｛専用ページ｝のあとは、行を変えてください。文字が続くと、開けないことがあります。")
        )
    return {field: sentences for field, sentences in wrong.items() if sentences}


def doubtful_opening(text: str) -> str:
    """The rule in a sentence, when the text opens as one does to a business; the writer decides."""
    return wrong_opening(text, addressee=Kind.CLASSMATE)


def landing_url(reunion: Reunion) -> str:
    return settings.SITE_URL + reverse("public:landing", args=[reunion.slug])


@dataclass(frozen=True)
class Written:
    subject: str
    body: str


@dataclass(frozen=True)
class Trial:
    """The writer, who is no guest."""

    name: str
    honorific: str = "様"
    is_teacher: bool = False
    person: None = None


class Letters:
    """Writes the letters of one announcement."""

    def __init__(self, announcement: Announcement):
        self.reunion = announcement.reunion
        self.subject = f"【{self.reunion.name}】{announcement.subject}"
        self.of_reunion = Filling(self.reunion).of_the_reunion
        self.landing_url = landing_url(self.reunion)
        paragraphs = EMPTY_LINES.split(tidy(announcement.text))
        self.says_name = NAME in names_in(paragraphs[0])
        self.paragraphs = [self._paragraph(paragraph) for paragraph in paragraphs]
        self.signature = wrap(f"--\n{signature(self.reunion)}\n{self.landing_url}")

    def _paragraph(self, text: str) -> str | Callable[[dict], str]:
        """Ready, when it is the same for everybody."""
        if set(names_in(text)) & {NAME, HONORIFIC, NUMBER, OWN_PAGE, SCHEDULE}:
            return lambda values: wrap(filled(text if values[NUMBER] else without_number(text), values))
        return wrap(filled(text, self.of_reunion))

    def write(self, addressee: Addressee | Trial, *, way_out: str) -> Written:
        values = self.of_reunion | self._values(addressee)
        body = [*self._opening(addressee)]
        body += [ready if isinstance(ready, str) else ready(values) for ready in self.paragraphs]
        body += [self.signature, f"このお知らせを止めるときは、こちらからどうぞ。\n{way_out}"]
        text = "\n\n".join(paragraph.strip("\n") for paragraph in body if paragraph.strip())
        return Written(filled_line(self.subject, values)[:200], f"{text}\n")

    def _opening(self, addressee: Addressee | Trial) -> list[str]:
        name = [] if self.says_name else [f"{addressee.name} {addressee.honorific}"]
        return [*name, opening_for(Kind.TEACHER)] if addressee.is_teacher else name

    def _values(self, addressee: Addressee | Trial) -> dict[str, Value]:
        person = addressee.person
        has_own_page = isinstance(person, Registration)
        return {
            NAME: addressee.name,
            HONORIFIC: addressee.honorific,
            NUMBER: person.reference if has_own_page else "",
            OWN_PAGE: personal_url(person) if has_own_page else self.landing_url,
            SCHEDULE: (lambda: schedule(person)) if has_own_page else self.program,
        }

    @cached_property
    def program(self) -> str:
        """For whoever has chosen nothing: all there is."""
        return program(self.reunion.program_items.all())


def for_line(announcement: Announcement) -> str:
    """To paste into a group: not wrapped, since a telephone does that itself. A paragraph with a heading
    of its own that leads to the personal page is for one reader alone, and left out."""
    reunion = announcement.reunion
    values = Filling(reunion).of_the_reunion | {
        OWN_PAGE: landing_url(reunion),
        SCHEDULE: lambda: program(reunion.program_items.all()),
    }
    paragraphs = EMPTY_LINES.split(without_number(announcement.text))
    kept = [one for one in paragraphs if not (one.startswith(HEADING) and OWN_PAGE in names_in(one))]
    return filled(NAMED_IN_LINE.sub("みなさん", "\n\n".join(kept)), values)


def without_number(text: str) -> str:
    """For those who have none; a line that speaks of it would end in nothing."""
    return LINE_WITH_NUMBER.sub("", tidy(text))


def letter_of(announcement: Announcement, addressee: Addressee) -> Written:
    """As one person gets it; for looking at."""
    unborn = Message(reunion=announcement.reunion, key=key_of(announcement, addressee))
    return Letters(announcement).write(addressee, way_out=unsubscribe_url(unborn))


def for_trying(announcement: Announcement, *, name: str) -> Written:
    way_out = _("（ここに、お一人ずつ違うアドレスが入ります）")
    return Letters(announcement).write(Trial(name), way_out=way_out)


def key_of(announcement: Announcement, addressee: Addressee) -> str:
    return f"{announcement.batch}:{addressee.number}"
