"""What becomes of a card: made, posted, then returned or arrived.

Posted is a matter of the whole batch. Arrived means that somebody opened what the card points to. A card that
arrived and comes back all the same is returned: the paper in hand counts for more than a code that may have
been typed from LINE. For the same reason a returned card stays returned when its code is used later.
"""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.roster.models import Classmate


class CardState(models.TextChoices):
    MADE = "made", _("作った")
    POSTED = "posted", _("投函した")
    RETURNED = "returned", _("宛先不明で戻った")
    ARRIVED = "arrived", _("届いた")


class ReturnedReason(models.TextChoices):
    """As the post office stamps it on the card."""

    UNKNOWN = "unknown", _("あて所に尋ねあたりません")
    INCOMPLETE = "incomplete", _("あて名不完全")
    MOVED = "moved", _("転居先不明")
    KEPT = "kept", _("保管期間経過")
    REFUSED = "refused", _("受取拒否")
    OTHER = "other", _("そのほか")


IN_STATE = {
    CardState.MADE: Q(batch__posted_on=None),
    CardState.POSTED: Q(batch__posted_on__isnull=False, returned_at=None, arrived_at=None),
    CardState.RETURNED: Q(returned_at__isnull=False),
    CardState.ARRIVED: Q(returned_at=None, arrived_at__isnull=False),
}


class CardQuerySet(models.QuerySet):
    def of_reunion(self, reunion: Reunion) -> "CardQuerySet":
        return self.filter(batch__reunion=reunion)

    def to_leave_alone(self) -> "CardQuerySet":
        """To, or shared with, somebody who has died since or wants to hear nothing from us."""
        classmates, teachers = (
            Q(**{f"{who}__deceased": True}) | Q(**{f"{who}__do_not_contact": True})
            for who in ("classmate", "teacher")
        )
        shares = self.model.joint_classmates.through.objects.filter(classmates, card=OuterRef("pk"))
        return self.filter(classmates | teachers | Exists(shares))

    def that_may_go(self) -> "CardQuerySet":
        """Names are frozen on a card, so whatever leaves the house is looked at once more."""
        return self.exclude(pk__in=self.to_leave_alone().order_by().values("pk"))

    def posted(self) -> "CardQuerySet":
        """Whatever became of them afterwards."""
        return self.filter(batch__posted_on__isnull=False)

    def returned(self) -> "CardQuerySet":
        return self.in_state(CardState.RETURNED)

    def arrived(self) -> "CardQuerySet":
        return self.in_state(CardState.ARRIVED)

    def heard_of(self) -> "CardQuerySet":
        """Come back or arrived."""
        return self.filter(Q(returned_at__isnull=False) | Q(arrived_at__isnull=False))

    def in_state(self, state: str) -> "CardQuerySet":
        return self.filter(IN_STATE[CardState(state)])

    def of_classmate(self, classmate: Classmate | int) -> "CardQuerySet":
        """Addressed to them, or shared with a brother or sister."""
        shares = self.model.joint_classmates.through.objects.filter(card=OuterRef("pk"), classmate=classmate)
        return self.filter(Q(classmate=classmate) | Exists(shares))

    def newest_posted_first(self) -> "CardQuerySet":
        return self.order_by("-batch__posted_on", "-batch_id", "-number")

    def count_by_state(self) -> dict[str, int]:
        """Every state, also those of no card; one question."""
        counts = {state.value: Count("pk", filter=condition) for state, condition in IN_STATE.items()}
        return self.order_by().aggregate(**counts)


class Fate(models.Model):
    """The part of a card that changes."""

    returned_at = models.DateTimeField(_("戻ったと記録した日時"), null=True, blank=True)
    returned_reason = models.CharField(
        _("戻った理由"), max_length=10, choices=ReturnedReason.choices, blank=True
    )
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("戻ったと記録した人"),
    )
    arrived_at = models.DateTimeField(_("届いたと分かった日時"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def state(self) -> CardState:
        """Its batch is looked at too."""
        if self.returned_at is not None:
            return CardState.RETURNED
        if self.batch.posted_on is None:
            return CardState.MADE
        return CardState.POSTED if self.arrived_at is None else CardState.ARRIVED

    @property
    def is_returned(self) -> bool:
        return self.returned_at is not None
