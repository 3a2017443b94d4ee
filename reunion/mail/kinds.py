"""What each kind of letter, and each carrier, is called on the screen.

A kind's identifier is stored with the letter and stands in its key; a kind without a name here shows its
identifier.
"""

from django.utils.translation import gettext_lazy as _

ANNOUNCEMENT = "announcement"

KINDS = {
    "received": _("申込の受付"),
    "bank-info": _("振込のご案内"),
    "waiting": _("確認中のお知らせ"),
    "waitlisted": _("空き待ちのご案内"),
    "declined": _("欠席の受付"),
    "changed": _("変更の受付"),
    "cancelled": _("取り消しの受付"),
    "link": _("専用ページのご案内"),
    "paid": _("入金のお礼"),
    "correction": _("入金のお知らせの訂正"),
    "reminder": _("会費のお願い"),
    "answer": _("便りへの返事"),
    "invitation": _("幹事への招待"),
    "business": _("取引先への手紙"),
    "committee": _("幹事への期限のお知らせ"),
    ANNOUNCEMENT: _("一斉連絡"),
    "announcement-test": _("一斉連絡の試し送り"),
}

CARRIERS = {
    "docomo": "docomo",
    "au": "au",
    "softbank": _("ソフトバンク"),
    "ymobile": _("ワイモバイル"),
    "uq": "UQ",
    "rakuten": _("楽天モバイル"),
    "other": _("その他"),
}
