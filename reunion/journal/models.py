from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryQuerySet(models.QuerySet):
    def about(self, thing: models.Model) -> "EntryQuerySet":
        return self.filter(thing=name_of(thing))

    def at_the_desk_of(self, reunion_slug: str) -> "EntryQuerySet":
        """Without how another reunion of the year dealt with somebody: who called, what a family said."""
        dealings = models.Q(action="outreach") | models.Q(action__startswith="family_answer")
        return self.exclude(dealings & ~models.Q(reunion_slug=reunion_slug))

    def hand_over(self, thing: models.Model) -> int:
        """These entries are about `thing` from now on: what they told of has become one with it."""
        return self.update(thing=name_of(thing))


def name_of(thing: models.Model) -> str:
    """By which the journal knows it, such as roster.classmate:12."""
    return f"{thing._meta.label_lower}:{thing.pk}"


class Entry(models.Model):
    recorded_at = models.DateTimeField(_("日時"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("した人")
    )
    actor_name = models.CharField(_("した人の名前"), max_length=120, blank=True)
    reunion_slug = models.CharField(_("同窓会"), max_length=50, blank=True)
    thing = models.CharField(_("対象"), max_length=80)
    action = models.CharField(_("したこと"), max_length=40)
    sentence = models.CharField(_("内容"), max_length=300)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("記録")
        verbose_name_plural = _("記録")
        ordering = ["-recorded_at", "-id"]
        indexes = [
            models.Index(fields=["thing", "-recorded_at"]),
            models.Index(fields=["reunion_slug", "-recorded_at"]),
        ]

    def __str__(self):
        return f"{self.recorded_at:%Y-%m-%d %H:%M} {self.actor_name} {self.sentence}"
