"""A letter to a business begins with our words for its purpose, and the writer's own words leave.

It opens as openings.py says, by whether this business was written to before; what is wrong with opening or
closing is pointed out once, and the writer decides. It goes as a mail through the outbox, with answers to its
writer, or is kept to be printed; either way it stays in the history with who wrote it. The same press twice
is one letter. Near the last day for it, telling the number of guests does that step of the plan.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.milestones import step_is_done
from reunion.events.models import Milestone, Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .addressing import addressee
from .formal_letters import formal_closing, formal_opening, wrong_closing
from .models import Business, BusinessLetter, Message
from .openings import Addressee, opening_for, wrong_opening
from .outbox import enqueue, sender_of
from .placeholders import Value, filled, tidy
from .vocabulary import of_reunion
from .wrapping import wrap

KIND = "business"
FOLDER = Path(settings.BASE_DIR) / "templates" / "business"
SUBJECT_MARK = "件名:"
DAYS_NEAR_THE_NUMBER = 21
Purpose = BusinessLetter.Purpose


@dataclass(frozen=True)
class Written:
    subject: str
    text: str


@translation.override(settings.LANGUAGE_CODE)
def start_of(business: Business, *, purpose: str, formal: bool, values: Mapping[str, Value]) -> Written:
    """What the form holds first; `values` are what the screen knows: 部屋, 見込み, いまの人数."""
    greeting = opening_for(Addressee.BUSINESS, written_to_before=written_to_before(business))
    opening = formal_opening(timezone.localdate(), greeting=greeting) if formal else greeting
    ends = {"あいさつ": opening, "結び": formal_closing() if formal else ""}
    text = (FOLDER / f"{Purpose(purpose).value}.txt").read_text(encoding="utf-8")
    subject, _line_end, body = text.partition("\n")
    subject = subject.removeprefix(SUBJECT_MARK).strip()
    return Written(subject, filled(body, of_reunion(business.reunion) | dict(values) | ends))


def written_to_before(business: Business) -> bool:
    return BusinessLetter.objects.filter(business=business).exists()


def doubts(business: Business, text: str) -> list[str]:
    """What is wrong with how it opens and ends, a sentence each."""
    before = written_to_before(business)
    found = [wrong_opening(text, addressee=Addressee.BUSINESS, written_to_before=before), wrong_closing(text)]
    return [sentence for sentence in found if sentence]


def address_of(business: Business) -> str:
    return addressee(business.name, department=business.department, person=business.person)


@translation.override(settings.LANGUAGE_CODE)
def signature_of(reunion: Reunion, writer: User) -> str:
    lines = [reunion.name, f"幹事　{writer}", f"メール　{writer.email}"]
    return "\n".join([*lines, *([f"電話　{reunion.contact_phone}"] if reunion.contact_phone else [])])


@transaction.atomic
def keep(
    business: Business, *, purpose: str, words: Written, by_mail: bool, submission: UUID, writer: User
) -> BusinessLetter:
    """Sends it, or keeps it to be printed."""
    business = Business.objects.select_for_update(of=("self",)).select_related("reunion").get(pk=business.pk)
    there = BusinessLetter.objects.filter(submission=submission).first()
    if there is not None:
        return there
    if by_mail and not business.email:
        raise Refused(_("メールアドレスが書いてありません。宛先に書き足すか、紙にして送ります。"))
    letter = BusinessLetter.objects.create(
        reunion=business.reunion,
        business=business,
        submission=submission,
        purpose=purpose,
        addressee=address_of(business),
        subject=words.subject,
        text=tidy(words.text),
        signature=signature_of(business.reunion, writer),
        writer=writer,
        writer_name=str(writer)[:80],
    )
    if by_mail:
        letter.message = _send(letter, writer)
        letter.save(update_fields=["message"])
    _do_the_step(letter)
    _note(letter, writer)
    return letter


def mail_text(*, addressee: str, text: str, signature: str) -> str:
    return wrap(f"{addressee}\n\n{tidy(text)}\n\n{'-' * 30}\n{signature}\n")


def _send(letter: BusinessLetter, writer: User) -> Message:
    return enqueue(
        letter.reunion,
        key=f"{KIND}:{letter.pk}",
        kind=KIND,
        about=letter,
        recipient=letter.business.email,
        recipient_name=letter.addressee.replace("\n", " "),
        subject=letter.subject,
        body=mail_text(addressee=letter.addressee, text=letter.text, signature=letter.signature),
        from_address=sender_of(letter.reunion, author=str(writer)),
        reply_to=writer.email,
    )


def _do_the_step(letter: BusinessLetter) -> None:
    """Of a business that is a venue; months ahead the number is only a first word."""
    step = Milestone.objects.of(letter.reunion).to_do().filter(step=Milestone.Step.GUARANTEE).first()
    is_the_number = letter.purpose == Purpose.HEADS and letter.business.venue_id is not None
    near = timezone.localdate() + dt.timedelta(days=DAYS_NEAR_THE_NUMBER)
    if step is not None and is_the_number and step.due_on <= near:
        step_is_done(letter.reunion, step=Milestone.Step.GUARANTEE)


def _note(letter: BusinessLetter, writer: User) -> None:
    by_mail = gettext_lazy("%(business)sにメールを書きました（%(subject)s）")
    on_paper = gettext_lazy("%(business)sに手紙を書きました（%(subject)s）")
    record(
        letter,
        action="business_letter",
        sentence=by_mail if letter.message_id else on_paper,
        words={"business": letter.business, "subject": letter.subject},
        actor=writer,
        reunion_slug=letter.reunion.slug,
    )
