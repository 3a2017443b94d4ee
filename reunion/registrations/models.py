import unicodedata
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from reunion.events.models import ProgramItem, Reunion
from reunion.lib.kana import hiragana
from reunion.roster.models import Classmate, Homeroom, Teacher


class State(models.TextChoices):
    WAITING = "waiting", _("確認待ち")
    COMING = "coming", _("参加")
    DECLINED = "declined", _("欠席")
    WAITLISTED = "waitlisted", _("空き待ち")
    CANCELLED = "cancelled", _("取り消し")


ANSWERED = (State.COMING, State.DECLINED, State.WAITLISTED)


def fees_chosen() -> Coalesce:
    """A subquery of its own, so that it never multiplies with another sum."""
    taken = ChosenItem.objects.filter(registration=OuterRef("pk"), waiting_since=None).order_by()
    cost = F("fee") + F("companions") * F("companion_fee")
    return Coalesce(Subquery(taken.values("registration").annotate(sum=Sum(cost)).values("sum")), 0)


class RegistrationQuerySet(models.QuerySet):
    def waiting(self) -> "RegistrationQuerySet":
        return self.filter(state=State.WAITING)

    def coming(self) -> "RegistrationQuerySet":
        return self.filter(state=State.COMING)

    def answered(self) -> "RegistrationQuerySet":
        return self.filter(state__in=ANSWERED)

    def in_homerooms(self, homeroom_ids) -> "RegistrationQuerySet":
        """Class staff see who is tied to, or says to be of, one of their homerooms; None means all."""
        if homeroom_ids is None:
            return self
        own = Q(classmate__homeroom_id__in=homeroom_ids)
        return self.filter(own | Q(classmate__isnull=True, homeroom_id__in=homeroom_ids))

    def with_due(self) -> "RegistrationQuerySet":
        """Adds `due`: yen to pay. Only a classmate who comes owes, unless the fee is waived."""
        owes = When(state=State.COMING, teacher__isnull=True, fee_waived_at__isnull=True, then=fees_chosen())
        return self.annotate(due=Case(owes, default=Value(0)))

    def in_line(self) -> "RegistrationQuerySet":
        """Those who wait for a place at something: for 本会, or for one of their other wishes."""
        waiting = ChosenItem.objects.in_line().order_by().filter(registration=OuterRef("pk"))
        return self.filter(Exists(waiting))

    def without_mail(self) -> "RegistrationQuerySet":
        """Those to whom somebody must tell the account and their number in another way."""
        return self.filter(email="", second_email="", teacher=None)

    def named_like(self, text: str) -> "RegistrationQuerySet":
        """Every word of `text` stands in a name, a reading, the reference or a mail address."""
        found = self
        for word in text.split():
            kana = hiragana(word)
            condition = Q(reference=unicodedata.normalize("NFKC", word))
            condition |= Q(email__icontains=word) | Q(second_email__icontains=word)
            for name in ("family_name", "given_name", "current_family_name"):
                condition |= Q(**{f"{name}__contains": word})
            for name in ("family_kana", "given_kana", "current_family_kana"):
                condition |= Q(**{f"{name}__contains": kana})
            found = found.filter(condition)
        return found

    def by_state(self) -> dict[str, int]:
        return dict(self.order_by().values_list("state").annotate(Count("id")))

    def for_name_tags(self, reunion: Reunion) -> "RegistrationQuerySet":
        """Everyone who surely comes, by class and in kana order; `show_surname` says who agreed.

        The dead stand nowhere, nor does who wants to be left alone.
        """
        return (
            self.coming()
            .filter(reunion=reunion)
            .exclude(classmate__deceased=True)
            .exclude(classmate__do_not_contact=True)
            .exclude(teacher__deceased=True)
            .exclude(teacher__do_not_contact=True)
            .select_related("classmate__homeroom", "teacher")
            .only(
                "show_surname",
                "signed_up_at",
                "classmate__family_name",
                "classmate__homeroom__grade",
                "classmate__homeroom__label",
                "teacher__family_name",
                "teacher__honorific",
            )
            .order_by(
                "classmate__homeroom__grade",
                "classmate__homeroom__label",
                "classmate__family_kana",
                "classmate__given_kana",
                "teacher__family_kana",
                "id",
            )
        )


class Registration(models.Model):
    class Channel(models.TextChoices):
        WEB = "web", _("申込ページ")
        PAPER = "paper", _("はがき・手紙")
        TELEPHONE = "telephone", _("電話")
        LINE = "line", _("LINE")

    class Proof(models.TextChoices):
        PRESSED = "pressed", _("「届きました」を押した")
        REPLIED = "replied", _("メールに返信した")
        SEEN = "seen", _("専用ページを開いて見た")

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="registrations", verbose_name=_("同窓会")
    )
    reference = models.CharField(_("申込番号"), max_length=12)
    submission = models.UUIDField(_("送信の印"), unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("状態"), max_length=10, choices=State.choices)
    channel = models.CharField(_("届いた方法"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    attending = models.BooleanField(_("参加の返事"))
    is_teacher = models.BooleanField(_("恩師としての返事"), default=False)
    homeroom = models.ForeignKey(
        Homeroom,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("クラス（申込）"),
    )
    unknown_class = models.CharField(_("名簿にないクラス（申込）"), max_length=20, blank=True)
    family_name = models.CharField(_("在学時の名字"), max_length=40)
    given_name = models.CharField(_("名前"), max_length=40, blank=True)
    family_kana = models.CharField(_("在学時の名字（かな）"), max_length=60, blank=True)
    given_kana = models.CharField(_("名前（かな）"), max_length=60, blank=True)
    current_family_name = models.CharField(_("いまの名字"), max_length=40, blank=True)
    current_family_kana = models.CharField(_("いまの名字（かな）"), max_length=60, blank=True)
    email = models.CharField(_("メールアドレス"), max_length=254, blank=True)
    second_email = models.CharField(_("もうひとつのアドレス"), max_length=254, blank=True)
    line_is_fine = models.BooleanField(_("LINEで連絡してよい"), default=False)
    phone = models.CharField(_("電話番号"), max_length=40, blank=True)
    transfer_name = models.CharField(_("振込名義"), max_length=80, blank=True)
    note = models.TextField(_("ひとこと"), max_length=1000, blank=True)
    needs = models.TextField(_("会場での手助け"), max_length=500, blank=True)
    can_reach = models.TextField(_("連絡先を知っている人"), max_length=500, blank=True)
    show_surname = models.BooleanField(_("名字を載せてよい"), default=False)
    keep_for_next_time = models.BooleanField(_("次の会の案内もほしい"), default=False)
    classmate = models.ForeignKey(
        Classmate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("同窓生"),
    )
    teacher = models.ForeignKey(
        Teacher, models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name=_("恩師")
    )
    waiting_reason = models.CharField(_("確認が要る理由"), max_length=200, blank=True)
    link_revision = models.PositiveSmallIntegerField(_("専用ページの版"), default=1, editable=False)
    proof = models.CharField(_("受信確認"), max_length=10, choices=Proof.choices, blank=True)
    proven_at = models.DateTimeField(_("受信確認の日時"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("取り消した日時"), null=True, blank=True)
    refund_percent = models.PositiveSmallIntegerField(_("お返しする割合（％）"), null=True, blank=True)
    fee_waived_at = models.DateTimeField(_("会費をいただかないと決めた日時"), null=True, blank=True)
    fee_waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("会費をいただかないと決めた人"),
    )
    fee_waived_because = models.CharField(_("会費をいただかない理由"), max_length=120, blank=True)
    signed_up_at = models.DateTimeField(_("申込日時"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新日時"), auto_now=True)
    # Nobody's any more: what was typed is erased, the sums stay.
    forgotten_at = models.DateTimeField(_("個人情報を消した日時"), null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("申込")
        verbose_name_plural = _("申込")
        ordering = ["-signed_up_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["reunion", "reference"], name="registration_reference_unique"),
            models.UniqueConstraint(
                fields=["reunion", "classmate"],
                condition=Q(state__in=["coming", "declined", "waitlisted"]),
                name="one_answer_per_classmate",
                violation_error_message=_("この人の申込はもうあります。"),
            ),
            models.UniqueConstraint(
                fields=["reunion", "teacher"],
                condition=Q(state__in=["coming", "declined", "waitlisted"]),
                name="one_answer_per_teacher",
                violation_error_message=_("この先生の申込はもうあります。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "cancelled"])
                | Q(classmate__isnull=False, teacher__isnull=True)
                | Q(classmate__isnull=True, teacher__isnull=False)
                | Q(classmate__isnull=True, teacher__isnull=True, forgotten_at__isnull=False),
                name="an_answer_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(proof="", proven_at__isnull=True) | (~Q(proof="") & Q(proven_at__isnull=False)),
                name="proof_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(fee_waived_at__isnull=True) | ~Q(fee_waived_because=""),
                name="a_waiver_has_its_reason",
                violation_error_message=_("会費をいただかない理由を書いてください。"),
            ),
        ]
        indexes = [
            models.Index(fields=["reunion", "state", "-signed_up_at"]),
            models.Index(fields=["reunion", "-signed_up_at", "-id"]),
            models.Index(fields=["reunion", "updated_at"]),
            models.Index(fields=["reunion", "email"]),
            models.Index(fields=["classmate", "reunion", "state"]),
        ]

    def __str__(self):
        return f"{self.reference} {self.school_name}"

    @property
    def school_name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def school_kana(self) -> str:
        return f"{self.family_kana} {self.given_kana}".strip()

    @property
    def current_name(self) -> str:
        return f"{self.current_family_name or self.family_name} {self.given_name}".strip()

    @property
    def current_kana(self) -> str:
        return f"{self.current_family_kana or self.family_kana} {self.given_kana}".strip()

    @property
    def is_known(self) -> bool:
        """Whose it is has been decided."""
        return self.classmate_id is not None or self.teacher_id is not None

    @property
    def is_guest_of_honour(self) -> bool:
        """A teacher, also while nobody has said which: never owes, never gets the account."""
        return self.is_teacher or self.teacher_id is not None

    @property
    def honorific(self) -> str:
        if self.teacher_id is not None:
            return self.teacher.honorific
        return "先生" if self.is_teacher else "様"

    @property
    def addresses(self) -> list[str]:
        """Where letters go: the address and the second one, each once."""
        typed = [self.email, self.second_email]
        return list({address.lower(): address for address in reversed(typed) if address}.values())[::-1]

    @property
    def amount_due(self) -> int:
        """Yen to pay, as `with_due` says for many."""
        if self.state != State.COMING or self.teacher_id is not None or self.fee_waived_at is not None:
            return 0
        return sum(chosen.cost for chosen in self.chosen_items.all())


class ChosenItemQuerySet(models.QuerySet):
    def holding(self) -> "ChosenItemQuerySet":
        """Those that take places: of whoever comes, or will come once a person has said who it is."""
        comes = Q(registration__state=State.COMING) | Q(
            registration__state=State.WAITING, registration__attending=True
        )
        return self.filter(comes, waiting_since=None)

    def in_line(self) -> "ChosenItemQuerySet":
        """Those on the waiting list, who came first first."""
        may_come = Q(registration__state__in=[State.COMING, State.WAITLISTED]) | Q(
            registration__state=State.WAITING, registration__attending=True
        )
        return self.filter(may_come, waiting_since__isnull=False).order_by("waiting_since", "id")


class ChosenItem(models.Model):
    """A program item somebody signed up for with their companions, at the fees it had then.

    With `waiting_since` it is only wished for: the item was full, and nothing is owed for it yet.
    """

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="chosen_items", verbose_name=_("申込")
    )
    item = models.ForeignKey(
        ProgramItem, models.PROTECT, related_name="chosen_by", verbose_name=_("プログラム")
    )
    fee = models.PositiveIntegerField(_("会費（円）"))
    companions = models.PositiveSmallIntegerField(_("同伴の方（名）"), default=0)
    companion_fee = models.PositiveIntegerField(_("同伴の方の会費（円）"), default=0)
    waiting_since = models.DateTimeField(_("空き待ちの始まり"), null=True, blank=True)

    objects = ChosenItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("選んだプログラム")
        verbose_name_plural = _("選んだプログラム")
        ordering = ["item__starts_at", "item_id"]
        constraints = [models.UniqueConstraint(fields=["registration", "item"], name="chosen_item_once")]
        indexes = [models.Index(fields=["item", "waiting_since"])]

    def __str__(self):
        return str(self.item)

    @property
    def people(self) -> int:
        """Places it takes."""
        return 1 + self.companions

    @property
    def fee_of_companions(self) -> int:
        return self.companions * self.companion_fee

    @property
    def cost(self) -> int:
        """Yen to pay for it; nothing while it waits."""
        return 0 if self.waiting_since else self.fee + self.fee_of_companions


class Companion(models.Model):
    """Somebody a guest brings along; goes wherever the guest goes, if companions may."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="companions", verbose_name=_("申込")
    )
    name = models.CharField(_("同伴の方のお名前"), max_length=80)

    class Meta:
        verbose_name = _("同伴の方")
        verbose_name_plural = _("同伴の方")
        ordering = ["id"]

    def __str__(self):
        return self.name


class Consent(models.Model):
    """What somebody agreed to, in the words they read, and when."""

    class Purpose(models.TextChoices):
        SHOW_SURNAME = "show_surname", _("名字を公開ページに載せる")
        PRIVACY = "privacy", _("個人情報の扱い")
        NEEDS = "needs", _("会場での手助けのために体のことを伝える")
        NEXT_TIME = "next_time", _("次の会の案内のために連絡先を残す")

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="consents", verbose_name=_("申込")
    )
    purpose = models.CharField(_("目的"), max_length=20, choices=Purpose.choices)
    wording = models.TextField(_("読んだ文"))
    given_at = models.DateTimeField(_("同意した日時"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("取り消した日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("同意")
        verbose_name_plural = _("同意")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_once",
            )
        ]

    def __str__(self):
        return self.get_purpose_display()
