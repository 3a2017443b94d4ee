from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.mail.models import Message
from reunion.registrations.models import Registration
from reunion.registrations.telling import SECOND

# Tables of this app too: Django looks for them here.
from .closing import models as closing_tables  # noqa: F401
from .readers import Explained
from .readers.entries import UNDOING_KINDS
from .readers.headings import Columns


class Statement(models.Model):
    """One file of the bank, taken in whole."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="statements", verbose_name=_("同窓会"))
    file_name = models.CharField(_("ファイル名"), max_length=200)
    digest = models.CharField(_("ファイルの指紋"), max_length=64, editable=False)
    bank = models.CharField(_("銀行"), max_length=40)
    from_on = models.DateField(_("最初の日"), null=True, blank=True)
    to_on = models.DateField(_("最後の日"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("取り込んだ人")
    )
    uploaded_at = models.DateTimeField(_("取り込んだ日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("入出金明細")
        verbose_name_plural = _("入出金明細")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "digest"],
                name="statement_once",
                violation_error_message=_("このファイルはもう取り込みました。"),
            )
        ]

    def __str__(self):
        return f"{self.bank} {self.file_name}"


class RememberedColumns(models.Model):
    """What the treasurer said about the columns of a bank's table; the next such file is not asked about."""

    MEANINGS = {
        "booked_on": _("日付"),
        "deposit": _("入金"),
        "signed": _("入金（マイナスは出金）"),
        "sign": _("入金か出金か"),
        "withdrawal": _("出金"),
        "description": _("名前"),
        "balance": _("残高"),
    }

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="remembered_columns", verbose_name=_("同窓会")
    )
    fingerprint = models.CharField(_("見出しの印"), max_length=64, editable=False)
    bank = models.CharField(_("銀行の名前"), max_length=40, blank=True)
    headings = models.JSONField(_("見出し"), default=list, blank=True)
    places = models.JSONField(_("列の意味"), default=dict)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("確かめた人")
    )
    confirmed_at = models.DateTimeField(_("確かめた日時"), auto_now=True)

    class Meta:
        verbose_name = _("覚えている列")
        verbose_name_plural = _("覚えている列")
        ordering = ["-confirmed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "fingerprint"],
                name="remembered_columns_once",
                violation_error_message=_("この形の明細の列は、もう覚えています。"),
            )
        ]

    def __str__(self):
        return self.bank or " ".join(self.headings)

    @property
    def said(self) -> list[tuple[str, str]]:
        """Each meaning with the heading of its column, or its number where there are no headings."""
        return [
            (label, self._heading(self.places[meaning][0]))
            for meaning, label in self.MEANINGS.items()
            if meaning in self.places
        ]

    def _heading(self, place: int) -> str:
        heading = self.headings[place] if place < len(self.headings) else ""
        return heading or gettext("%(number)s列目") % {"number": place + 1}

    @property
    def explained(self) -> Explained:
        return Explained(self.bank, Columns({meaning: tuple(at) for meaning, at in self.places.items()}))


class StatementLineQuerySet(models.QuerySet):
    def deposits(self) -> "StatementLineQuerySet":
        return self.filter(direction=StatementLine.Direction.IN)

    def asking(self) -> "StatementLineQuerySet":
        """Money that came in, and deposits the bank took back: somebody must look at them."""
        reversal = Q(direction=StatementLine.Direction.OUT, kind__in=sorted(UNDOING_KINDS))
        return self.filter(Q(direction=StatementLine.Direction.IN) | reversal)

    def matched(self) -> "StatementLineQuerySet":
        return self.filter(Exists(Allocation.objects.standing().filter(line=OuterRef("pk"))))

    def undecided(self) -> "StatementLineQuerySet":
        """What nobody has booked or set aside yet."""
        return (
            self.asking()
            .filter(ignored_at__isnull=True)
            .exclude(Exists(Allocation.objects.standing().filter(line=OuterRef("pk"))))
        )

    def graded(self, grade: str) -> "StatementLineQuerySet":
        return self.undecided().filter(grade=grade)

    def ignored(self) -> "StatementLineQuerySet":
        return self.filter(ignored_at__isnull=False)


class StatementLine(models.Model):
    class Direction(models.TextChoices):
        IN = "in", _("入金")
        OUT = "out", _("出金")

    class Grade(models.TextChoices):
        CERTAIN = "certain", _("確実")
        LIKELY = "likely", _("たぶん")
        UNCLEAR = "unclear", _("分からない")

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="lines", verbose_name=_("入出金明細")
    )
    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="statement_lines", verbose_name=_("同窓会")
    )
    identity = models.CharField(_("行の印"), max_length=64, editable=False)
    bank_id = models.CharField(_("銀行の明細番号"), max_length=60, blank=True, db_index=True)
    number = models.PositiveIntegerField(_("ファイルの行"))
    sequence = models.PositiveIntegerField(_("古い順の番号"), default=0, editable=False)
    booked_on = models.DateField(_("日付"))
    direction = models.CharField(_("入出金"), max_length=3, choices=Direction.choices)
    amount = models.PositiveBigIntegerField(_("金額（円）"))
    payer = models.CharField(_("振込人"), max_length=200, blank=True)
    kind = models.CharField(_("取引の種類"), max_length=20, blank=True)
    balance_after = models.BigIntegerField(_("残高（円）"), null=True, blank=True)
    text = models.TextField(_("銀行の説明"), blank=True)
    raw = models.TextField(_("もとの行"))
    grade = models.CharField(_("確かさ"), max_length=10, choices=Grade.choices, default=Grade.UNCLEAR)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    treatment = models.CharField(_("扱い"), max_length=30, blank=True)
    ignored_at = models.DateTimeField(_("会費ではないとした日時"), null=True, blank=True)
    ignored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("そう決めた人")
    )

    objects = StatementLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("明細の行")
        verbose_name_plural = _("明細の行")
        ordering = ["statement_id", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["reunion", "identity"], name="statement_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="statement_line_amount_positive"),
        ]
        indexes = [
            models.Index(fields=["reunion", "direction", "grade"]),
            models.Index(fields=["reunion", "booked_on", "id"]),
        ]

    def __str__(self):
        return f"{self.booked_on:%Y-%m-%d} {self.payer} {self.amount}"

    @property
    def is_reversal(self) -> bool:
        """The bank took a deposit back: it shows something to undo and pays for nobody."""
        return self.direction == self.Direction.OUT and self.kind in UNDOING_KINDS

    @property
    def signed_amount(self) -> int:
        return self.amount if self.direction == self.Direction.IN else -self.amount


class Proposal(models.Model):
    """A registration that a line may pay for: a share of the best proposal, or an alternative."""

    line = models.ForeignKey(
        StatementLine, models.CASCADE, related_name="proposals", verbose_name=_("明細の行")
    )
    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="proposals", verbose_name=_("申込")
    )
    amount = models.PositiveBigIntegerField(_("金額（円）"), default=0)
    is_alternative = models.BooleanField(_("ほかの候補"), default=False)
    rank = models.PositiveSmallIntegerField(_("順"), default=0)

    class Meta:
        verbose_name = _("候補")
        verbose_name_plural = _("候補")
        ordering = ["is_alternative", "rank", "id"]
        constraints = [models.UniqueConstraint(fields=["line", "registration"], name="proposal_once")]

    def __str__(self):
        return f"{self.line_id} → {self.registration_id}"


class MatchRun(models.Model):
    """How a reunion's lines are matched: what the proposals were last worked out from (when it differs they
    are stale), and whether what is certain may be booked without a press."""

    reunion = models.OneToOneField(
        Reunion, models.CASCADE, related_name="match_run", verbose_name=_("同窓会")
    )
    fingerprint = models.CharField(_("もとになった状態"), max_length=64)
    ran_at = models.DateTimeField(_("照合した日時"), auto_now=True)
    books_by_itself = models.BooleanField(_("確実な入金を自動で確定する"), default=False)

    class Meta:
        verbose_name = _("照合")
        verbose_name_plural = _("照合")

    def __str__(self):
        return f"{self.reunion_id} {self.ran_at:%Y-%m-%d %H:%M}"


class PaymentNoticeQuerySet(models.QuerySet):
    def with_what_stands(self) -> "PaymentNoticeQuerySet":
        """Adds `stands`, the yen of this payment that stand for this guest now, and `has_left`: whether the
        letter, to whichever of their addresses, is out of our hands."""
        guest = OuterRef("registration")
        by_bank = Allocation.objects.standing().filter(line=OuterRef("line"), registration=guest)
        by_hand = HandBookedPayment.objects.standing().filter(pk=OuterRef("payment"), registration=guest)
        moved = SurplusMove.objects.standing().filter(pk=OuterRef("move"), taker=guest)
        amounts = [Subquery(rows.values("amount")[:1]) for rows in (by_bank, by_hand, moved)]
        amount = Coalesce(*amounts, Value(0))
        copy = Concat(OuterRef("letter__key"), Value(SECOND))
        left = Message.objects.filter(state__in=[Message.State.SENDING, Message.State.SENT])
        left = left.filter(Q(key=OuterRef("letter__key")) | Q(key=copy))
        return self.annotate(stands=amount, has_left=Exists(left))

    def told(self) -> "PaymentNoticeQuerySet":
        return self.with_what_stands().filter(Q(told_at__isnull=False) | Q(has_left=True))

    def wrong(self) -> "PaymentNoticeQuerySet":
        """What guests believe and the books no longer say, unless somebody has decided to leave it so."""
        told = self.told().filter(amount__gt=0).exclude(amount=F("stands"))
        return told.exclude(set_aside_amount=F("stands"))

    def to_tell(self) -> "PaymentNoticeQuerySet":
        """What no letter tells: somebody has to."""
        overtaken = Message.Because.OVERTAKEN
        failed = Q(letter__state=Message.State.HELD) & ~Q(letter__held_because=overtaken)
        failed |= Q(letter__state=Message.State.REFUSED)
        untold = self.with_what_stands().filter(told_at__isnull=True, has_left=False, amount__gt=0)
        return untold.filter(Q(letter=None) | failed)


class PaymentNotice(models.Model):
    """What a guest has been told of money they paid: by a letter, or by somebody who called them.

    `amount` is what they were told last. `told_at` is when somebody told them; of a letter it is known from
    the letter itself. Set aside: somebody decided not to correct it while `set_aside_amount` stands.
    """

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="payment_notices", verbose_name=_("申込")
    )
    line = models.ForeignKey(
        StatementLine, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("明細の行")
    )
    payment = models.ForeignKey(
        "HandBookedPayment",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("手で記録した入金"),
    )
    move = models.ForeignKey(
        "SurplusMove",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("過入金の振り替え"),
    )
    amount = models.PositiveBigIntegerField(_("知らせた金額（円）"))
    letter = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("メール")
    )
    told_at = models.DateTimeField(_("伝えた日時"), null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("伝えた人"),
    )
    set_aside_amount = models.PositiveBigIntegerField(
        _("訂正しないと決めた金額（円）"), null=True, blank=True
    )
    set_aside_reason = models.CharField(_("訂正しない理由"), max_length=120, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("訂正しないと決めた人"),
    )
    created_at = models.DateTimeField(_("書いた日時"), auto_now_add=True)

    objects = PaymentNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("入金のお知らせ")
        verbose_name_plural = _("入金のお知らせ")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "line"], name="notice_once_a_line"),
            models.UniqueConstraint(fields=["registration", "payment"], name="notice_once_a_payment"),
            models.UniqueConstraint(fields=["registration", "move"], name="notice_once_a_move"),
            models.CheckConstraint(
                condition=Q(line__isnull=False, payment__isnull=True, move__isnull=True)
                | Q(line__isnull=True, payment__isnull=False, move__isnull=True)
                | Q(line__isnull=True, payment__isnull=True, move__isnull=False),
                name="notice_is_of_one_payment",
            ),
        ]

    def __str__(self):
        return f"{self.registration_id} {self.amount}"

    @property
    def is_told(self) -> bool:
        """It comes `with_what_stands`. A letter just being handed over counts as gone."""
        return self.told_at is not None or self.has_left

    @property
    def source(self) -> tuple[str, int]:
        """What it tells of: a line, a payment booked by hand or a surplus moved here, and which."""
        if self.line_id:
            return "line", self.line_id
        return ("payment", self.payment_id) if self.payment_id else ("move", self.move_id)


class ReminderRound(models.Model):
    """One press that asked everybody who owes; each letter is a row of the outbox."""

    class State(models.TextChoices):
        SENDING = "sending", _("送信中")
        PAUSED = "paused", _("一時停止中")
        STOPPED = "stopped", _("途中でやめました")

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="reminder_rounds", verbose_name=_("同窓会")
    )
    number = models.PositiveSmallIntegerField(_("回"))
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.SENDING)
    people = models.PositiveIntegerField(_("人数"), default=0)
    amount = models.PositiveBigIntegerField(_("お願いした金額（円）"), default=0)
    pressed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("送った人"),
    )
    pressed_at = models.DateTimeField(_("送った日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("会費のお願い")
        verbose_name_plural = _("会費のお願い")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "number"],
                name="reminder_round_once",
                violation_error_message=_("この回のお願いは、もう送りました。"),
            )
        ]

    def __str__(self):
        return f"{self.reunion_id} {self.number}"


class StandingQuerySet(models.QuerySet):
    def standing(self):
        """Not undone."""
        return self.filter(undone_at__isnull=True)


class Booking(models.Model):
    """Money booked to one registration; undoing keeps the row and its history."""

    amount = models.PositiveBigIntegerField(_("金額（円）"))
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("確定した人"),
    )
    booked_at = models.DateTimeField(_("確定した日時"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("取り消した人"),
    )
    undone_at = models.DateTimeField(_("取り消した日時"), null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="%(class)s_amount_positive",
                violation_error_message=_("金額は1円以上で書いてください。"),
            )
        ]


class Allocation(Booking):
    """A share of one statement line that pays for one registration."""

    line = models.ForeignKey(
        StatementLine, models.PROTECT, related_name="allocations", verbose_name=_("明細の行")
    )
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="allocations", verbose_name=_("申込")
    )

    class Meta(Booking.Meta):
        verbose_name = _("消込")
        verbose_name_plural = _("消込")
        constraints = [
            *Booking.Meta.constraints,
            models.UniqueConstraint(
                fields=["line", "registration"],
                condition=Q(undone_at__isnull=True),
                name="allocation_once",
                violation_error_message=_("この行は、この申込にもう使われています。"),
            ),
        ]
        indexes = [models.Index(fields=["registration", "undone_at"])]

    def __str__(self):
        return f"{self.line_id} → {self.registration_id} {self.amount}"


class HandBookedQuerySet(StandingQuerySet):
    def with_somebody(self) -> "HandBookedQuerySet":
        """Cash that has not reached the treasurer yet."""
        return self.standing().filter(handed_over_on__isnull=True)


class HandBookedPayment(Booking):
    """Cash, or money seen elsewhere than in a file of the bank."""

    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="hand_booked_payments", verbose_name=_("申込")
    )
    received_on = models.DateField(_("受け取った日"))
    taken_by = models.CharField(_("受け取った人"), max_length=60)
    note = models.CharField(_("メモ"), max_length=120, blank=True)
    handed_over_on = models.DateField(_("会計に渡した日"), null=True, blank=True)
    handed_over_to = models.CharField(_("渡した相手"), max_length=60, blank=True)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("渡したと記録した人"),
    )

    objects = HandBookedQuerySet.as_manager()

    class Meta(Booking.Meta):
        verbose_name = _("手で記録した入金")
        verbose_name_plural = _("手で記録した入金")
        constraints = [
            *Booking.Meta.constraints,
            models.CheckConstraint(
                condition=Q(handed_over_on__isnull=True) | ~Q(handed_over_to=""),
                name="cash_is_handed_to_somebody",
                violation_error_message=_("だれが受け取ったかを書いてください。"),
            ),
        ]
        indexes = [models.Index(fields=["registration", "undone_at"])]

    def __str__(self):
        return f"{self.registration_id} {self.amount}"


class SurplusMove(Booking):
    """What one registration paid too much, used for another; nothing leaves the reunion."""

    giver = models.ForeignKey(
        Registration, models.PROTECT, related_name="moves_out", verbose_name=_("多く払った申込")
    )
    taker = models.ForeignKey(
        Registration, models.PROTECT, related_name="moves_in", verbose_name=_("充てる申込")
    )

    class Meta(Booking.Meta):
        verbose_name = _("過入金の振り替え")
        verbose_name_plural = _("過入金の振り替え")
        constraints = [
            *Booking.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(giver=F("taker")),
                name="a_move_is_to_somebody_else",
                violation_error_message=_("ほかの人の申込を選んでください。"),
            ),
        ]
        indexes = [
            models.Index(fields=["giver", "undone_at"]),
            models.Index(fields=["taker", "undone_at"]),
        ]

    def __str__(self):
        return f"{self.giver_id} → {self.taker_id} {self.amount}"


class RefundQuerySet(StandingQuerySet):
    def owed(self) -> "RefundQuerySet":
        """Decided, and not paid out yet."""
        return self.standing().filter(state=Refund.State.OWED)

    def paid_out(self) -> "RefundQuerySet":
        return self.standing().filter(state=Refund.State.PAID_OUT)

    def given_up(self) -> "RefundQuerySet":
        return self.standing().filter(state=Refund.State.GIVEN_UP)


class Refund(Booking):
    """Money that goes back to somebody; given up when they leave it to the reunion."""

    class State(models.TextChoices):
        OWED = "owed", _("返金待ち")
        PAID_OUT = "paid_out", _("返金済み")
        GIVEN_UP = "given_up", _("ご辞退")

    class Way(models.TextChoices):
        TRANSFER = "transfer", _("振り込みで返す")
        CASH = "cash", _("現金で返す")

    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="refunds", verbose_name=_("申込")
    )
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.OWED)
    way = models.CharField(_("返し方"), max_length=10, choices=Way.choices, default=Way.TRANSFER)
    account = models.CharField(_("返金先の口座"), max_length=200, blank=True)
    note = models.CharField(_("メモ"), max_length=120, blank=True)
    paid_out_on = models.DateField(_("返した日"), null=True, blank=True)
    line = models.ForeignKey(
        StatementLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="refunds",
        verbose_name=_("出金の行"),
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("済みにした人"),
    )
    settled_at = models.DateTimeField(_("済みにした日時"), null=True, blank=True)

    objects = RefundQuerySet.as_manager()

    class Meta(Booking.Meta):
        verbose_name = _("返金")
        verbose_name_plural = _("返金")
        constraints = [
            *Booking.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="paid_out", paid_out_on__isnull=False)
                | ~Q(state="paid_out") & Q(paid_out_on__isnull=True, line__isnull=True),
                name="a_refund_is_paid_on_a_day",
                violation_error_message=_("返した日を書いてください。"),
            ),
            models.CheckConstraint(
                condition=Q(state="owed", settled_at__isnull=True)
                | ~Q(state="owed") & Q(settled_at__isnull=False),
                name="a_refund_is_settled_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(undone_at__isnull=True, line__isnull=False),
                name="refund_line_once",
                violation_error_message=_("この出金は、ほかの返金にもう使われています。"),
            ),
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(undone_at__isnull=True, state="owed"),
                name="one_refund_waits_at_a_time",
                violation_error_message=_("この方への返金は、もう予定されています。"),
            ),
        ]
        indexes = [models.Index(fields=["registration", "undone_at", "state"])]

    def __str__(self):
        return f"{self.registration_id} {self.amount} {self.state}"
