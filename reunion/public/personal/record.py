"""Everything that is stored about one guest, in their own words and in plain ones, by where it came from.

What they typed and agreed to, what was sent to them, what they wrote to us and paid. What the roster knows of
them from elsewhere follows only for somebody of whom we know more than a name (vouching.py); everybody else
who is tied learns which kinds of things it holds, and asks. Somebody who still waits sees nothing of it.
Never shown: the friend through whom somebody can be reached, and notes that may speak of others.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from reunion.journal.models import Entry
from reunion.mail.models import InboundLetter, Message, Unsubscribe, about
from reunion.mail.risk import tidy
from reunion.payments.closing.models import Receipt
from reunion.payments.models import Refund
from reunion.postcards.models import Card
from reunion.registrations.models import Consent, Registration, State
from reunion.registrations.vouching import is_vouched_for
from reunion.roster.models import Classmate, ContactPoint, Teacher, YearbookAddress

from .own_money import INSTEAD_OF, own_money

Row = tuple[str, str]


@dataclass(frozen=True)
class Section:
    heading: str
    rows: list[Row]
    note: str = ""


def record_of(registration: Registration) -> list[Section]:
    is_vouched = is_vouched_for(registration)
    sections = [
        Section(_("お知らせいただいたこと"), list(_typed(registration))),
        Section(_("同意していただいたこと"), list(_consents(registration))),
        Section(_("お送りしたメール"), list(_letters(registration, is_vouched=is_vouched))),
        Section(_("幹事へのお便り"), list(_written(registration))),
        Section(_("お支払い"), list(_payments(registration))),
    ]
    if registration.is_known and registration.state != State.WAITING:
        sections.append(_roster(registration, is_vouched=is_vouched))
        sections.append(Section(_("変更の記録"), list(_journal(registration))))
    filled = [Section(part.heading, [row for row in part.rows if row[1]], part.note) for part in sections]
    return [section for section in filled if section.rows]


def _typed(registration: Registration) -> Iterator[Row]:
    yield _("申込番号"), registration.reference
    yield _("届いた日時"), _when(registration.signed_up_at)
    yield _("届いた方法"), registration.get_channel_display()
    yield _("お返事"), registration.get_state_display()
    yield _("在学時のお名前"), _with_kana(registration.school_name, registration.school_kana)
    yield (
        _("いまの名字"),
        _with_kana(registration.current_family_name, registration.current_family_kana),
    )
    yield _("クラス"), str(registration.homeroom or registration.unknown_class)
    for name in ("email", "second_email", "phone", "transfer_name", "needs", "note", "can_reach"):
        yield str(registration._meta.get_field(name).verbose_name), getattr(registration, name)
    yield _("LINEでの連絡"), _("LINEで連絡してよい") if registration.line_is_fine else ""
    yield _("参加するもの"), _("、").join(_chosen(registration))
    yield _("同伴の方"), _("、").join(companion.name for companion in registration.companions.all())
    yield _("案内ページの名字"), _("載せる") if registration.show_surname else _("載せない")
    if registration.proven_at:
        yield _("受信の確認"), f"{registration.get_proof_display()} {_when(registration.proven_at)}"
    if registration.cancelled_at:
        yield _("取り消した日時"), _when(registration.cancelled_at)


def _chosen(registration: Registration) -> Iterator[str]:
    for chosen in registration.chosen_items.select_related("item"):
        yield _("%(item)s（空き待ち）") % {"item": chosen.item} if chosen.waiting_since else str(chosen.item)


def _consents(registration: Registration) -> Iterator[Row]:
    for consent in registration.consents.order_by("given_at", "id"):
        words = {"wording": consent.wording, "given": _when(consent.given_at)}
        sentence = _("「%(wording)s」 %(given)s に同意") % words
        if consent.withdrawn_at:
            sentence += _("、%(day)s に取り消し") % {"day": _when(consent.withdrawn_at)}
        elif consent.purpose == Consent.Purpose.NEEDS and not registration.needs:
            sentence += _("、書かれたことは消しました")
        yield consent.get_purpose_display(), sentence


def _letters(registration: Registration, *, is_vouched: bool) -> Iterator[Row]:
    names = [about(registration)]
    if registration.classmate_id and is_vouched:
        names.append(about(registration.classmate))
    for letter in Message.objects.filter(about__in=names).order_by("created_at", "id"):
        words = {"subject": letter.subject, "recipient": letter.recipient, "outcome": _outcome(letter)}
        yield _when(letter.created_at), _("%(subject)s → %(recipient)s（%(outcome)s）") % words
    for wish in _stopped(registration):
        yield _("一斉のお知らせを止めた宛先"), f"{wish.address} {_when(wish.at)}"


def _stopped(registration: Registration) -> QuerySet[Unsubscribe]:
    own = [tidy(address).lower() for address in registration.addresses]
    return Unsubscribe.objects.filter(reunion=registration.reunion_id, address__in=own).order_by("at", "id")


def _outcome(letter: Message) -> str:
    if letter.state == Message.State.SENT:
        return _("先方のメールサーバーに渡しました")
    if letter.state == Message.State.REFUSED:
        return _("先方に断られ、届きませんでした")
    if letter.state in {Message.State.HELD, Message.State.PAUSED}:
        return _("止めています")
    return _("これから送ります")


def _written(registration: Registration) -> Iterator[Row]:
    for letter in InboundLetter.objects.filter(about=about(registration)).order_by("received_at", "id"):
        yield _when(letter.received_at), f"{letter.get_kind_display()}\n{letter.text}"
        if letter.answer:
            yield _("お返事"), letter.answer


def _payments(registration: Registration) -> Iterator[Row]:
    for row in own_money(registration):
        yield _day(row.day), row.in_the_record
    for refund in Refund.objects.filter(registration=registration).exclude(account="").order_by("id"):
        yield _("お返し先の口座"), refund.account
    for receipt in Receipt.objects.filter(registration=registration):
        words = {"number": receipt.number, "who": receipt.addressee, "yen": f"{receipt.amount:,}"}
        yield _day(receipt.issued_on), _("領収書 No.%(number)s %(who)s %(yen)s円") % words


def _roster(registration: Registration, *, is_vouched: bool) -> Section:
    if registration.teacher_id is not None:
        return Section(_("名簿にあること"), list(_of_teacher(registration.teacher)))
    rows = [row for row in _of_classmate(registration.classmate) if row[1]]
    if is_vouched:
        return Section(_("名簿にあること"), rows)
    note = _(
        "お名前とクラスのほかは、ご本人と確かめてからお見せします。お知りになりたい方は、下の「幹事に頼む」からお知らせください。"
    )
    hidden = _("あります（ここには出していません）")
    return Section(_("名簿にあること"), [*rows[:2], *((label, hidden) for label, _value in rows[2:])], note)


def _of_teacher(teacher: Teacher) -> Iterator[Row]:
    name = f"{teacher.family_name} {teacher.given_name}".strip()
    yield _("お名前"), _with_kana(name, f"{teacher.family_kana} {teacher.given_kana}".strip())
    yield _("担任のクラス"), str(teacher.homeroom or "")


def _of_classmate(classmate: Classmate) -> Iterator[Row]:
    """The name and the class first: those the guest has typed in any case."""
    yield _("在学時のお名前"), classmate.school_name
    yield _("クラス"), str(classmate.homeroom or "")
    yield _("ふりがな"), classmate.school_kana
    yield _("出席番号"), str(classmate.number or "")
    yield (
        _("いまの名字"),
        _with_kana(classmate.current_family_name, classmate.current_family_kana),
    )
    yield _("部活"), _("、").join(str(club) for club in classmate.clubs.all())
    yield from _addresses(classmate)
    for point in ContactPoint.objects.filter(classmate=classmate).order_by("created_at", "id"):
        of_a_friend = point.kind == ContactPoint.Kind.FRIEND
        hidden = _("あります（その方のことなので、ここには出していません）")
        yield point.get_kind_display(), hidden if of_a_friend else point.value
    for card in Card.objects.filter(classmate=classmate).select_related("batch").order_by("id"):
        yield _("はがき"), f"{_when(card.batch.made_at)} {card.address}"
    yield _("連絡を控える印"), _("あります") if classmate.do_not_contact else ""
    if classmate.remarks or classmate.doubt:
        yield (
            _("幹事の覚え書き"),
            _("あります（ほかの方のことも書かれているかもしれないので、ここには出していません）"),
        )


def _addresses(classmate: Classmate) -> Iterator[Row]:
    address = YearbookAddress.objects.filter(classmate=classmate).first()
    if address is None:
        return
    printed = (address.printed_code, address.printed_address, address.printed_phone)
    today = (address.prefecture, address.municipality, address.town, address.rest, address.care_of)
    yield _("卒業アルバムの住所"), " ".join(filter(None, printed))
    code = f"{address.postal_code[:3]}-{address.postal_code[3:]}" if address.postal_code else ""
    yield _("いまの表記にした住所"), f"{code} {''.join(today)}".strip()


def _journal(registration: Registration) -> Iterator[Row]:
    for entry in Entry.objects.about(registration).order_by("recorded_at", "id"):
        yield _when(entry.recorded_at), str(INSTEAD_OF.get(entry.action, entry.sentence))


def _with_kana(name: str, kana: str) -> str:
    return _("%(name)s（%(kana)s）") % {"name": name, "kana": kana} if name and kana else name


def _when(moment) -> str:
    return date_format(localtime(moment), _("Y年n月j日 H:i"))


def _day(day) -> str:
    return date_format(day, _("Y年n月j日"))
