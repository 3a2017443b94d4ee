"""What is the same on all cards of a batch: who sends it, the message, the postage, the printer.

A batch begins with what the last one had; the first with what the reunion says of itself. It is changed until
the batch is printed, and what was changed is what the next one begins with.
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import Batch, NextStationery, Stationery

FIELDS = tuple(field.name for field in Stationery._meta.get_fields())
USUAL_MESSAGE = gettext_lazy(
    "お元気でお過ごしでしょうか。\n"
    "卒業から長い年月がたちました。\n"
    "このたび、私たちの同窓会を開きます。\n"
    "なつかしい顔がそろいます。どうぞお越しください。"
)
USUAL_LETTER = gettext_lazy(
    "先生におかれましては、ますますご清祥のこととお慶び申し上げます。\n"
    "さて、｛学校｝（｛卒業年｝）の同窓会を、このたび開くことになりました。"
    "在学中にひとかたならぬお世話になりました先生に、ぜひお越しいただきたく、ご案内申し上げます。\n"
    "先生のお席は、私どもがご用意いたします。会費はいただきません。\n"
    "ご出席いただけるかどうか、｛締め切り｝までに、電話でお知らせいただけましたら幸いです。"
    "お迎えなど、お手伝いできることがございましたら、ご遠慮なくお申し付けください。"
)


def for_next_batch(reunion: Reunion, *, to_teachers: bool = False) -> dict[str, object]:
    """A letter to teachers begins with its own words each time."""
    kept = NextStationery.objects.filter(reunion=reunion).first()
    words = {"message": str(USUAL_LETTER)} if to_teachers else {}
    if kept is not None:
        return values_of(kept) | words
    return _made_up(reunion) | words


def _made_up(reunion: Reunion) -> dict[str, object]:
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "sender_name": _("%(reunion)s 幹事会") % {"reunion": reunion.name},
            "telephone": reunion.contact_phone,
            "message": str(USUAL_MESSAGE),
        }


def values_of(stationery: Stationery) -> dict[str, object]:
    return {field: getattr(stationery, field) for field in FIELDS}


@transaction.atomic
def change_stationery(batch: Batch, *, values: dict[str, object]) -> Batch:
    """`values` are checked ones, by field."""
    batch = _unprinted(batch)
    for field in FIELDS:
        setattr(batch, field, values.get(field, getattr(batch, field)))
    batch.save()
    kept = values_of(batch)
    if batch.is_to_teachers:
        kept["message"] = for_next_batch(batch.reunion)["message"]
    NextStationery.objects.update_or_create(reunion=batch.reunion, defaults=kept)
    return batch


@transaction.atomic
def mark_printed(batch: Batch, *, actor: User | None) -> Batch:
    """From now on nothing of it changes."""
    batch = _unprinted(batch)
    batch.printed_at = timezone.now()
    batch.save(update_fields=["printed_at"])
    record(
        batch,
        action="printed",
        sentence=gettext_lazy("はがきの束を印刷済みにしました"),
        actor=actor,
        reunion_slug=batch.reunion.slug,
    )
    return batch


def _unprinted(batch: Batch) -> Batch:
    batch = Batch.objects.select_for_update(of=("self",)).select_related("reunion").get(pk=batch.pk)
    if batch.is_printed:
        raise Refused(_("この束はもう印刷したので、直せません。直すときは、新しい束を作ってください。"))
    return batch
