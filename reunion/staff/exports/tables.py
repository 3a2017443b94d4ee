"""Which tables there are, who gets which, and where their rows come from.

Class staff get the list of their own classes, without anybody's address. Money is for the treasurer and the
organizers. What guests need at the venue is in no table.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reunion.journal.exporting import JournalTable, journal_rows
from reunion.mail.exporting import InboundTable, LetterTable, inbound_rows, letter_rows
from reunion.outreach.exporting import ContactTable, contact_rows
from reunion.overview.standing import LABELS, with_standing
from reunion.payments.balance import paid_by_registration
from reunion.payments.booking_export import HEADINGS as BOOKING_HEADINGS
from reunion.payments.booking_export import booking_rows
from reunion.payments.closing.exporting import NOTED_HEADINGS, ReceiptTable, noted_rows, receipt_rows
from reunion.payments.line_export import COLUMNS as LINE_HEADINGS
from reunion.payments.line_export import line_rows
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.refund_export import HEADINGS as REFUND_HEADINGS
from reunion.payments.refund_export import refund_rows
from reunion.postcards.exporting import CardTable, card_rows
from reunion.registrations.exporting import HEADINGS as REGISTRATION_HEADINGS
from reunion.registrations.exporting import rows as registration_rows
from reunion.roster.exporting import COLUMNS as ROSTER_HEADINGS
from reunion.roster.exporting import rows as roster_rows
from reunion.roster.models import Classmate
from reunion.roster.people_export import ClassListTable, TeacherTable, class_list_rows, teacher_rows
from reunion.team.access import EVERYONE, MONEY, OFFICE, ORGANIZERS, Seat

LABEL_PLACE = tuple(ClassListTable.columns).index("いま")


@dataclass(frozen=True)
class Table:
    """`rows` is asked only while the file is on its way."""

    name: str
    label: Promise
    holds: Promise
    roles: frozenset[str]
    headings: Sequence[str]
    rows: Callable[[Seat], Iterable[Sequence[object]]]


def class_list(seat: Seat) -> Iterator[list]:
    people = Classmate.objects.filter(cohort=seat.reunion.cohort_id).in_homerooms(seat.homeroom_ids)
    for row in class_list_rows(with_standing(people, seat.reunion)):
        row[LABEL_PLACE] = str(LABELS[row[LABEL_PLACE]])
        yield row


def lines(seat: Seat) -> Iterator[tuple]:
    bring_up_to_date(seat.reunion)
    yield from line_rows(seat.reunion)


def registrations(seat: Seat) -> Iterator[tuple]:
    yield from registration_rows(seat.reunion, paid=paid_by_registration(seat.reunion))


TABLES = (
    Table(
        "roster",
        _("名簿"),
        _("全員の名前、アルバムの住所といまの住所、連絡先、部活"),
        OFFICE,
        ROSTER_HEADINGS,
        lambda seat: roster_rows(seat.reunion.cohort),
    ),
    Table(
        "class-list",
        _("クラスの一覧"),
        _("名前と番号、連絡がついたかどうか。住所や連絡先は入りません"),
        EVERYONE,
        tuple(ClassListTable.columns),
        class_list,
    ),
    Table(
        "teachers",
        _("恩師"),
        _("名前、担任のクラス、住所"),
        OFFICE,
        tuple(TeacherTable.columns),
        lambda seat: teacher_rows(seat.reunion.cohort),
    ),
    Table(
        "registrations",
        _("申込"),
        _("だれが参加か欠席か、連絡先、会費と入金"),
        OFFICE,
        REGISTRATION_HEADINGS,
        registrations,
    ),
    Table(
        "lines",
        _("入出金明細の照合"),
        _("銀行の明細の1行ごとに、だれの会費としたか"),
        MONEY,
        LINE_HEADINGS,
        lines,
    ),
    Table(
        "bookings",
        _("受け取った会費"),
        _("振込と手渡しの1件ごと。取り消したものも入ります"),
        MONEY,
        BOOKING_HEADINGS,
        lambda seat: booking_rows(seat.reunion),
    ),
    Table(
        "refunds",
        _("過入金と返金"),
        _("だれにいくら返すか、返したか"),
        MONEY,
        REFUND_HEADINGS,
        lambda seat: refund_rows(seat.reunion),
    ),
    Table(
        "receipts",
        _("領収書"),
        _("番号、宛名、金額。無効にしたものも入ります"),
        MONEY,
        tuple(ReceiptTable.columns),
        lambda seat: receipt_rows(seat.reunion),
    ),
    Table(
        "books",
        _("支出とそのほかの収入"),
        _("会計が書き留めた1件ごと。消したものも入ります"),
        MONEY,
        NOTED_HEADINGS,
        lambda seat: noted_rows(seat.reunion),
    ),
    Table(
        "cards",
        _("はがき"),
        _("すべての束のあて名と住所、戻ったか届いたか"),
        OFFICE,
        tuple(CardTable.columns),
        lambda seat: card_rows(seat.reunion),
    ),
    Table(
        "contacts",
        _("声がけの記録"),
        _("だれが、だれに、どうやって連絡し、どうだったか"),
        OFFICE,
        tuple(ContactTable.columns),
        lambda seat: contact_rows(seat.reunion),
    ),
    Table(
        "letters",
        _("送ったメール"),
        _("宛先、件名、届いたかどうか。本文は入りません"),
        OFFICE,
        tuple(LetterTable.columns),
        lambda seat: letter_rows(seat.reunion),
    ),
    Table(
        "inbound",
        _("届いた質問と返事"),
        _("質問や返信の本文と、こちらの返事"),
        OFFICE,
        tuple(InboundTable.columns),
        lambda seat: inbound_rows(seat.reunion),
    ),
    Table(
        "journal",
        _("作業の記録"),
        _("だれが、いつ、何を変えたか"),
        ORGANIZERS,
        tuple(JournalTable.columns),
        lambda seat: journal_rows(seat.reunion.slug),
    ),
)
BY_NAME = {table.name: table for table in TABLES}
