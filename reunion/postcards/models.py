import datetime as dt
from pathlib import Path

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.roster.models import Classmate, Teacher

from .fate import CardQuerySet, Fate, ReturnedReason

FARTHEST_SHIFT = 10
DAYS_TO_POST = 14
NEARBY = [MinValueValidator(-FARTHEST_SHIFT), MaxValueValidator(FARTHEST_SHIFT)]


class Stationery(models.Model):
    """What is the same on all cards, and how the printer is set up for them."""

    sender_name = models.CharField(_("差出人"), max_length=60, blank=True)
    sender_postal_code = models.CharField(_("差出人の郵便番号"), max_length=8, blank=True)
    sender_address = models.CharField(_("差出人の住所"), max_length=120, blank=True)
    telephone = models.CharField(_("電話と時間"), max_length=60, blank=True)
    message = models.TextField(_("文面"), max_length=1000, blank=True)
    arabic = models.BooleanField(_("番地を算用数字で書く"), default=False)
    postage = models.PositiveSmallIntegerField(_("はがき1枚の料金（円）"), default=85)
    letter_postage = models.PositiveSmallIntegerField(_("手紙1通の料金（円）"), default=110)
    shift_x = models.DecimalField(
        _("右へずらす（mm）"), max_digits=3, decimal_places=1, default=0, validators=NEARBY
    )
    shift_y = models.DecimalField(
        _("下へずらす（mm）"), max_digits=3, decimal_places=1, default=0, validators=NEARBY
    )

    class Meta:
        abstract = True

    @property
    def shift(self) -> tuple[float, float]:
        return float(self.shift_x), float(self.shift_y)


class NextStationery(Stationery):
    """What the next batch of a reunion begins with."""

    reunion = models.OneToOneField(
        Reunion, models.CASCADE, related_name="next_stationery", verbose_name=_("同窓会")
    )

    class Meta:
        verbose_name = _("はがきの決まり")
        verbose_name_plural = _("はがきの決まり")

    def __str__(self):
        return str(self.reunion)


class BatchQuerySet(models.QuerySet):
    def not_posted(self) -> "BatchQuerySet":
        return self.filter(posted_on=None)

    def lying_about(self) -> "BatchQuerySet":
        """Made two weeks ago or earlier, and nobody has said that they were posted."""
        return self.not_posted().filter(made_at__lt=timezone.now() - dt.timedelta(days=DAYS_TO_POST))

    def for_list(self, reunion: Reunion) -> "BatchQuerySet":
        """Adds how many cards a batch has, and how many bear today's post code."""
        return (
            self.filter(reunion=reunion)
            .annotate(
                card_count=Count("cards"), certain_count=Count("cards", filter=~Q(cards__postal_code=""))
            )
            .order_by("-id")
        )

    def with_returned(self, reunion: Reunion, *, cards: CardQuerySet) -> "BatchQuerySet":
        """Posted ones, with how many of these cards they have and how many have come back."""
        mine = Q(cards__in=cards)
        back = mine & Q(cards__returned_at__isnull=False)
        rows = self.filter(reunion=reunion, posted_on__isnull=False)
        return rows.annotate(
            card_count=Count("cards", filter=mine), returned_count=Count("cards", filter=back)
        ).order_by("-posted_on", "-id")


class Batch(Stationery):
    """Cards made together; after printing nothing of it changes."""

    class Audience(models.TextChoices):
        UNANSWERED = "unanswered", _("まだ返事のない同窓生")
        TEACHERS = "teachers", _("恩師")

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="postcard_batches", verbose_name=_("同窓会")
    )
    name = models.CharField(_("名前"), max_length=80)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("作った人")
    )
    made_at = models.DateTimeField(_("作った日時"), auto_now_add=True)
    audience = models.CharField(
        _("あて先"), max_length=12, choices=Audience.choices, default=Audience.UNANSWERED
    )
    printed_at = models.DateTimeField(_("印刷した日時"), null=True, blank=True)
    posted_on = models.DateField(_("投函した日"), null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("はがきの束")
        verbose_name_plural = _("はがきの束")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(posted_on=None) | Q(printed_at__isnull=False),
                name="batch_posted_is_printed",
                violation_error_message=_("投函した束は、印刷ずみでなければなりません。"),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def cost(self) -> int:
        """Of a batch `for_list`: what the post takes for all of it."""
        return self.card_count * (self.letter_postage if self.is_to_teachers else self.postage)

    @property
    def is_printed(self) -> bool:
        return self.printed_at is not None

    @property
    def is_posted(self) -> bool:
        return self.posted_on is not None

    @property
    def is_to_teachers(self) -> bool:
        return self.audience == self.Audience.TEACHERS


class Card(Fate):
    """One card, with name and address frozen when the batch was made."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="cards", verbose_name=_("はがきの束"))
    number = models.PositiveIntegerField(_("番号"))
    classmate = models.ForeignKey(
        Classmate, models.PROTECT, null=True, blank=True, related_name="cards", verbose_name=_("同窓生")
    )
    teacher = models.ForeignKey(
        Teacher, models.PROTECT, null=True, blank=True, related_name="cards", verbose_name=_("恩師")
    )
    joint_classmates = models.ManyToManyField(
        Classmate, blank=True, related_name="shared_cards", verbose_name=_("同じはがきで出すきょうだい")
    )
    family_name = models.CharField(_("名字"), max_length=40)
    given_name = models.CharField(_("名前"), max_length=40, blank=True)
    kana = models.CharField(_("かな"), max_length=121, blank=True)
    honorific = models.CharField(_("敬称"), max_length=10, default="様")
    joint_names = models.CharField(_("連名"), max_length=120, blank=True)
    code = models.CharField(_("申込用の記号"), max_length=10, blank=True)
    postal_code = models.CharField(_("いまの郵便番号"), max_length=7, blank=True)
    prefecture = models.CharField(_("都道府県"), max_length=10, blank=True)
    municipality = models.CharField(_("市区町村"), max_length=40, blank=True)
    town = models.CharField(_("町域"), max_length=60, blank=True)
    rest = models.CharField(_("番地と建物"), max_length=120, blank=True)
    care_of = models.CharField(_("様方"), max_length=40, blank=True)
    printed_code = models.CharField(_("郵便番号（アルバム）"), max_length=10, blank=True)
    printed_address = models.CharField(_("住所（アルバム）"), max_length=200)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("はがき")
        verbose_name_plural = _("はがき")
        ordering = ["batch_id", "number"]
        constraints = [
            # With the code: two cards of one batch belong to one person once two records were merged.
            models.UniqueConstraint(fields=["batch", "classmate", "code"], name="card_once"),
            models.UniqueConstraint(fields=["batch", "number"], name="card_number_unique"),
            models.UniqueConstraint(fields=["batch", "teacher"], name="card_to_teacher_once"),
            models.CheckConstraint(
                condition=Q(classmate__isnull=False) ^ Q(teacher__isnull=False), name="card_is_to_one"
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None, returned_reason="")
                | Q(returned_at__isnull=False, returned_reason__in=ReturnedReason.values),
                name="card_returned_has_reason",
                violation_error_message=_("戻ったはがきには、戻った理由を選んでください。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-returned_at"], condition=Q(returned_at__isnull=False), name="card_returned_last"
            )
        ]

    def __str__(self):
        return f"{self.number} {self.family_name} {self.given_name}"

    @property
    def short_number(self) -> str:
        """As it stands in the sender's block, to tell which card has come back."""
        return f"{self.batch_id}-{self.number}"

    @property
    def joint(self) -> list[str]:
        """The given names of brothers and sisters who share the card."""
        return self.joint_names.split("\n") if self.joint_names else []

    @property
    def full_name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def care_of_line(self) -> str:
        return gettext("%(name)s様方") % {"name": self.care_of} if self.care_of else ""

    @property
    def is_certain(self) -> bool:
        """Whether today's post code is known."""
        return bool(self.postal_code)

    @property
    def address(self) -> str:
        """Today's, or what was printed or written where that is all we know."""
        if not self.municipality:
            return self.printed_address
        return f"{self.prefecture}{self.municipality}{self.town}{self.rest}"


class Printout(models.Model):
    """A PDF of a batch that a worker makes; `done` cards are drawn."""

    class What(models.TextChoices):
        ADDRESS = "address", _("あて名の面")
        MESSAGE = "message", _("文面")
        LABELS_12 = "labels-12", _("あて名ラベル（A4に12枚）")
        LABELS_24 = "labels-24", _("あて名ラベル（A4に24枚）")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="printouts", verbose_name=_("はがきの束"))
    what = models.CharField(_("刷るもの"), max_length=10, choices=What.choices)
    stock = models.CharField(_("用紙"), max_length=10, blank=True)
    total = models.PositiveIntegerField(_("枚数"))
    done = models.PositiveIntegerField(_("できた枚数"), default=0)
    asked_at = models.DateTimeField(_("頼んだ日時"), auto_now_add=True)
    beat_at = models.DateTimeField(_("作業が動いていた日時"), null=True, blank=True)
    made_at = models.DateTimeField(_("できた日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("はがきのPDF")
        verbose_name_plural = _("はがきのPDF")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.batch} {self.get_what_display()}"

    @property
    def path(self) -> Path:
        return settings.VAR_DIR / "printouts" / f"{self.pk}.pdf"
