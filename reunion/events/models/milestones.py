"""What is to be done by when, on the way to the day and after it."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .reunions import Reunion


class MilestoneQuerySet(models.QuerySet):
    def of(self, reunion: Reunion) -> "MilestoneQuerySet":
        """All that stand on the list, in the order of their days."""
        return self.filter(reunion=reunion, taken_out_on=None)

    def to_do(self) -> "MilestoneQuerySet":
        return self.filter(done_on=None, taken_out_on=None)

    def next_for(self, reunion: Reunion) -> "MilestoneQuerySet":
        """Neither done nor past, nearest first; slice it."""
        return self.of(reunion).to_do().filter(due_on__gte=timezone.localdate())

    def overdue(self, reunion: Reunion) -> "MilestoneQuerySet":
        """Whose day has gone by without anybody saying that it is done; a mere date is never overdue."""
        late = self.of(reunion).to_do().filter(due_on__lt=timezone.localdate())
        return late.exclude(step__in=Milestone.PASS_BY_THEMSELVES)


class Milestone(models.Model):
    """One of the usual steps, reckoned from the day, or one of the committee's own (`step` empty)."""

    class Step(models.TextChoices):
        HOLD_ROOM = "hold_room", _("会場を仮予約する")
        CLASS_STAFF = "class_staff", _("クラススタッフを見つける")
        KICK_OFF = "kick_off", _("幹事とスタッフの顔合わせをする")
        PAGE_OPENS = "page_opens", _("案内ページを公開し、受付を始める")
        POSTCARDS = "postcards", _("はがきを出す")
        DEADLINE = "deadline", _("申込の締め切り")
        GUARANTEE = "guarantee", _("会場に人数を知らせる")
        WEEK_BEFORE = "week_before", _("1週間前のご案内を送る")
        DAY = "day", _("同窓会の当日")
        THANKS = "thanks", _("お礼を送る")
        SETTLEMENT = "settlement", _("決算をまとめる")

    PASS_BY_THEMSELVES = (Step.DEADLINE, Step.DAY)

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="milestones", verbose_name=_("同窓会"))
    step = models.CharField(_("いつもの予定"), max_length=12, choices=Step.choices, blank=True)
    name = models.CharField(_("すること"), max_length=80, blank=True)
    due_on = models.DateField(_("いつまでに"))
    reckoned_from = models.DateField(_("数えはじめた日"), null=True, blank=True, editable=False)
    moved_by_hand = models.BooleanField(_("手で日を決めた"), default=False, editable=False)
    done_on = models.DateField(_("済ませた日"), null=True, blank=True)
    told_due_on = models.DateField(_("過ぎたと知らせた日"), null=True, blank=True, editable=False)
    taken_out_on = models.DateField(_("外した日"), null=True, blank=True, editable=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("予定")
        verbose_name_plural = _("予定")
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["reunion", "due_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "step"],
                condition=~Q(step=""),
                name="milestone_step_once",
                violation_error_message=_("この予定はもうあります。"),
            ),
            models.CheckConstraint(
                condition=~Q(step="") | ~Q(name=""),
                name="own_milestone_has_name",
                violation_error_message=_("することを書いてください。"),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        """The committee's own words, or ours in the reader's language."""
        return self.name or str(self.get_step_display())

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    @property
    def passes_by_itself(self) -> bool:
        return self.step in self.PASS_BY_THEMSELVES

    @property
    def is_overdue(self) -> bool:
        return not (self.is_done or self.passes_by_itself) and self.due_on < timezone.localdate()

    @property
    def days_left(self) -> int:
        """Negative once its day has gone by."""
        return (self.due_on - timezone.localdate()) // dt.timedelta(days=1)
