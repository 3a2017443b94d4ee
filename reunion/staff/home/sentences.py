"""The sentence of each thing to do, and the list behind it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reunion.overview.todo import Todo
from reunion.team.access import Seat

SENTENCES = {
    "account_missing": (_("振込先の口座を登録する（口座の案内が待っています）"), "events:account", ""),
    "account_in_question": (_("振込先の口座の変更を確かめる"), "events:account", ""),
    "mail_stopped": (_("メールが出ていません（待っている通数）"), "mail:list", "show=waiting"),
    "mail_not_set_up": (_("メールを送る設定がまだありません（待っている通数）"), "mail:list", "show=waiting"),
    "returned_ours": (_("会の送り方が原因で断られたメールがあります"), "mail:returned", "show=ours"),
    "domain_turned_red": (_("差出人の確認で、赤に変わったところがあります"), "mail:domain", ""),
    "domain_never_green": (_("差出人の確認で、赤いままのところがあります"), "mail:domain", ""),
    "mailbox_unread": (_("返事や戻ってきたメールの届く受信箱を読めていません"), "mail:domain", ""),
    "round_trip_lost": (_("自分あてのメールが戻ってきません"), "mail:domain", ""),
    "receivers_fallen": (_("急に届きにくくなった届き先があります"), "mail:domain", ""),
    "told_the_old_plan": (
        _("前の日や会場を知らせたままの人に、変わったことを知らせる"),
        "notices:plan_change",
        "",
    ),
    "holds_ending": (_("仮予約の期限が近いか、過ぎた会場をどうするか決める"), "events:venues", "show=ending"),
    "numbers_due": (_("会場の人数を変えられる最後の日が近づいています"), "events:venues", "show=numbers"),
    "letters_refused": (_("断られたメールを確かめる"), "mail:list", "show=refused"),
    "letters_to_decide": (_("止めているメールを、送るか決める"), "mail:list", "show=undecided"),
    "letters_without_address": (
        _("宛先が使えず送れないメールを、ほかの方法で伝える"),
        "mail:list",
        "show=address",
    ),
    "no_sign": (_("案内が届いたか分からない人に、ほかの方法で伝える"), "outreach:board", ""),
    "not_called_yet": (_("まだ声をかけていない人に、声をかける"), "outreach:my_classes", "show=fresh"),
    "kick_off": (
        _("半分のクラスにスタッフがそろいました。顔合わせを開きましょう"),
        "outreach:classes",
        "",
    ),
    "milestones_overdue": (
        _("期限の過ぎた予定を、済ませるか日を変える"),
        "events:milestones",
        "show=overdue",
    ),
    "settlement_overdue": (_("期限の過ぎた決算をまとめる"), "payments:settlement", ""),
    "unwilling": (_("連絡を望まないと言われた人を、どうするか決める"), "outreach:unwilling", ""),
    "lines_certain": (_("確実な入金をまとめて確定する"), "payments:lines", "grade=certain"),
    "lines_likely": (_("たぶんこの人、という入金を確かめる"), "payments:lines", "grade=likely"),
    "lines_unclear": (_("だれの入金か分からないものを調べる"), "payments:lines", "grade=unclear"),
    "corrections": (_("入金のお知らせを訂正するか決める"), "payments:news", ""),
    "overpaid": (_("多くいただいた会費を、返すか振り替える"), "payments:people", "show=overpaid"),
    "reminders": (_("会費のまだの人に、メールでお願いする"), "payments:reminders", ""),
    "payments_to_tell": (_("入金のお礼を、電話やLINEで伝える"), "payments:news", "show=tell"),
    "waiting": (_("だれか分からない申込を決める"), "registrations:list", "state=waiting"),
    "addresses_proposed": (_("二度断られた宛先を、使えるか決める"), "mail:addresses", "show=proposed"),
    "week_before": (_("参加する人に、1週間前のご案内を送る"), "notices:new", "start=week_before"),
    "week_before_teacher": (
        _("参加する恩師に、1週間前のご案内を送る"),
        "notices:new",
        "start=week_before_teacher",
    ),
    "thanks": (_("参加した人に、お礼を送る"), "notices:new", "start=thanks"),
    "thanks_teacher": (_("参加された恩師に、お礼を送る"), "notices:new", "start=thanks_teacher"),
    "announcements_halted": (_("止めてある一斉連絡をどうするか決める"), "notices:list", "show=halted"),
    "domain_unknown": (_("差出人の確認で、3日続けて確認できないところがあります"), "mail:domain", ""),
    "batches_lying_about": (
        _("作ったはがきを投函したか、書きとめる"),
        "postcards:list",
        "show=lying-about",
    ),
    "family_answers": (_("ご家族から届いたお知らせを確かめる"), "postcards:answers", ""),
    "letters_unanswered": (_("届いた便りに返事をする"), "mail:inbound", ""),
    "addresses_to_choose": (_("いまの住所を選ぶ"), "roster:addresses", ""),
    "doubtful_rows": (_("名簿で確かめたいところを見る"), "roster:list", "show=doubtful"),
}


def row(todo: Todo, seat: Seat) -> dict:
    sentence, place, query = SENTENCES[todo.thing]
    url = reverse(f"staff:{place}", args=[seat.reunion.slug])
    return {
        "count": todo.count,
        "text": sentence,
        "url": f"{url}?{query}" if query else url,
        "tone": "urgent" if todo.urgent else "",
    }
