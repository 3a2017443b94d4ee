"""What comes back without being a refusal: a machine's answer, a receipt, a complaint, a person's letter.

A delivery report is told by its fields, or by its sender, subject and first words together: absence notes
have an empty return path like bounces, and bounces of Postfix call themselves auto-replied like absence
notes, so neither of these marks decides alone. What is quoted with `>` was said before. A letter of a person
who writes about a bounce is a person's letter.
"""

import re

from .opening import Opened

DAEMON = re.compile(
    r"mailer[-_ ]?daemon|mail[-_ ]?daemon|postmaster|mail (?:delivery|administrator|system|router)"
    r"|delivery (?:sub)?system"
    r"|bounce|microsoftexchange|mdaemon|mail-?delivery|returned-?mail|^(?:<>)?$",
    re.I,
)
NO_REPLY = re.compile(r"no-?reply|do-?not-?reply", re.I)
BOUNCE_SUBJECT = re.compile(
    r"undeliver|returned mail|mail failed|error sending|return(?:ed)? to sender|failure notice"
    r"|delivery (?:status|failure|failed|problem|error|notification|has failed|report)"
    r"|mail (?:delivery|system error|error|failure|status report)|non[- ]?delivery"
    r"|could ?n[o']t be delivered|message (?:delivery|status)|^warning: (?:message|could not)"
    r"|nondeliverable|unzustellbar"
    r"|(?:mail|message) (?:not delivered|returned|bounced|rejected)|rejected mail|bounced mail"
    r"|delivery delayed"
    r"|(?:メール|配信|送信|配達).{0,12}(?:エラー|失敗|できません|できなかった|不能|不達)|配信不能|不達"
    r"|エラー通知|返送",
    re.I,
)
BOUNCE_WORDS = re.compile(
    r"could ?n[o']t be delivered|(?:not|n't) (?:been )?(?:be )?(?:able to )?deliver(?:ed)?"
    r"|unable to deliver|undeliverable"
    r"|delivery (?:to|has) .{0,80}failed|wasn't able to deliver|was rejected by"
    r"|permanent (?:fatal )?errors?\b"
    r"|following address(?:es|\(es\))? .{0,20}(?:had|failed)|delivery problems|trouble delivering"
    r"|did not (?:receive this message|reach)"
    r"|not (?:been )?delivered|returned to (?:the )?sender|error message|transcript of session"
    r"|送信できません|配信できません|送信に失敗|配達できません|届けることができません|お届けできません",
    re.I,
)
SERVER_ANSWER = re.compile(r"(?:^|[\s:<(])[45]\d\d[ -](?:[45]\.\d\.\d|\S)", re.M)
ABSENCE_SUBJECT = re.compile(
    r"^(?:re: ?)?(?:auto(?:matic(?:ally)?|mated)?[- ]?(?:reply|response|generated)|out of (?:the )?office"
    r"|vacation"
    r"|away from|on (?:leave|holiday|vacation)|i am (?:away|out)|absen|abwesen)"
    r"|自動(?:応答|返信|配信|送信)|不在(?:通知|連絡|の|のお知らせ|$)|休暇|休業|お問い合わせありがとう"
    r"|受付(?:完了|のお知らせ)",
    re.I,
)
MARKS_OF_MACHINES = (
    "x-autoreply",
    "x-autorespond",
    "x-auto-reply",
    "x-autoresponder",
    "x-vacation",
    "x-mail-autoreply",
)
PRECEDENCE = re.compile(r"auto[_-]?reply|bulk|junk|list", re.I)


def is_report(mail: Opened) -> bool:
    """A notice that something was not delivered, by its fields or by its look."""
    if mail.report.strip() or mail.header("x-failed-recipients"):
        return True
    if not mail.headers:
        return True
    if re.match(r"\s*(?:re|aw|fwd?)\s*[:：]", mail.header("subject"), re.I):
        return False
    return _looks_like_a_notice(mail)


def _looks_like_a_notice(mail: Opened) -> bool:
    said = unquoted(mail.notice)[:20_000]
    subject = bool(BOUNCE_SUBJECT.search(mail.header("subject")))
    daemon = bool(DAEMON.search(mail.header("from")))
    empty_path = mail.header("return-path").strip() in {"<>", "<MAILER-DAEMON>"}
    words = bool(BOUNCE_WORDS.search(" ".join(said.split())))
    answer = bool(SERVER_ANSWER.search(said))
    is_machine = empty_path or bool(NO_REPLY.search(mail.header("from")))
    is_about_somebody = words and "@" in said
    if ABSENCE_SUBJECT.search(mail.header("subject")):
        return False
    if subject or daemon:
        return words or answer or (subject and daemon)
    return is_machine and is_about_somebody


def unquoted(notice: str) -> str:
    """Without lines that an answering person quotes; a conversation shown with `>>>` stays."""
    return "\n".join(line for line in notice.split("\n") if not re.match(r"[ \t]*>(?!>>)", line))


def kind_of_answer(mail: Opened) -> str:
    """A key of reasons.py for a mail that is no report."""
    if mail.kind == "disposition-notification":
        return "receipt"
    if mail.kind == "feedback-report":
        return "complaint"
    return "auto_reply" if is_auto_reply(mail) else "person"


def is_auto_reply(mail: Opened) -> bool:
    submitted = mail.header("auto-submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if any(name in mail.headers for name in MARKS_OF_MACHINES):
        return True
    if mail.header("return-path").strip() in {"<>", "<MAILER-DAEMON>"}:
        return True
    return bool(
        PRECEDENCE.search(mail.header("precedence")) or ABSENCE_SUBJECT.search(mail.header("subject"))
    )
