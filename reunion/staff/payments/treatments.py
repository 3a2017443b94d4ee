"""The words of each special case on the treasurer's page: what the button does, and what follows from it."""

from django.utils.translation import gettext_lazy as _

from reunion.payments.matching import Kind

LABELS = {
    Kind.SHORT_BY_FEE: _("%(yen)s円を受け取る"),
    Kind.PART: _("%(yen)s円を一部として受け取る"),
    Kind.SPLIT: _("分けた入金として確定"),
    Kind.OVERPAID: _("多いまま%(yen)s円を受け取る"),
    Kind.SECOND_PAYMENT: _("2回目の入金として受け取る"),
    Kind.PAID_AFTER_CANCELLING: _("取り消した人の入金として受け取る"),
    Kind.NOTHING_DUE: _("会費のない人の入金として受け取る"),
}

NOTES = {
    Kind.SHORT_BY_FEE: _("受け取っても、足りない分は「あと払う分」に残ります。"),
    Kind.PART: _("受け取っても、足りない分は「あと払う分」に残ります。"),
    Kind.SPLIT: _("もう1件と合わせて、会費になります。"),
    Kind.OVERPAID: _("多い分は、あとで返すか、ほかの人の分に移せます。"),
    Kind.SECOND_PAYMENT: _("受け取った分は多い入金になり、あとで返すか、ほかの人の分に移せます。"),
    Kind.PAID_AFTER_CANCELLING: _("受け取った分は多い入金になり、あとで返せます。"),
    Kind.NOTHING_DUE: _("受け取った分は多い入金になり、あとで返せます。"),
}

MORE_THAN_DUE = frozenset({Kind.OVERPAID, Kind.SECOND_PAYMENT, Kind.PAID_AFTER_CANCELLING, Kind.NOTHING_DUE})
CHOICES = frozenset({Kind.NAMESAKES, Kind.SURNAME})
