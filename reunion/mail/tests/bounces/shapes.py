"""The shapes in which mail servers send a refused letter back, written from the standards and their manuals.

Each shape takes a Refused and gives the bytes of a whole mail. A step that is "-" is told nowhere.
"""

from base64 import b64encode
from dataclasses import dataclass

STEPS_OF_QMAIL = {
    "connect": "Connected to {ip} but greeting failed.",
    "MAIL FROM": "Connected to {ip} but sender was rejected.",
    "RCPT TO": "{ip} does not like recipient.",
    "DATA": "{ip} failed on DATA command.",
    "end of DATA": "{ip} failed after I sent the message.",
    "-": "Connected to {ip}.",
}
STEPS_OF_EXIM = {
    "connect": "initial connection",
    "MAIL FROM": "MAIL FROM:<kanji@reunion.example>",
    "RCPT TO": "RCPT TO:<{to}>",
    "DATA": "DATA",
    "end of DATA": "end of data",
}
LETTER = """Return-Path: <kanji@reunion.example>
Received: from web.reunion.example (web.reunion.example [192.0.2.10])
\tby relay.reunion.example with ESMTP id 4XyZ12
\tfor <{to}>; Sat, 14 Nov 2026 10:00:00 +0900
From: =?utf-8?b?5ZCM56qT5Lya?= <kanji@reunion.example>
To: {to}
Subject: =?utf-8?b?44GK5oyv44KK6L6844G/?=
Message-ID: {message_id}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

メールボックスが一杯の方、User unknown と言われた方は、事務局へ。迷惑メール spam DMARC blocked using spamhaus
"""


@dataclass(frozen=True)
class Refused:
    words: str
    step: str = "-"
    status: str = "5.0.0"
    remote: str = "mx.example.jp"
    to: str = "taro@example.jp"
    pipelined: bool = False
    action: str = "failed"
    message_id: str = "<m1@reunion.example>"

    @property
    def letter(self) -> str:
        return LETTER.format(to=self.to, message_id=self.message_id)

    @property
    def code(self) -> str:
        return self.words[:3] if self.words[:3].isdigit() else "550"


def standard_report(refused: Refused) -> bytes:
    """RFC 3464 with a first part of a server that nobody knows."""
    step = "" if refused.step == "-" else f" (in response to the {refused.step} command)"
    return _report(refused, f"Your message to <{refused.to}> was not delivered.\n{refused.words}{step}\n")


def postfix(refused: Refused) -> bytes:
    step = "" if refused.step == "-" else f" (in reply to {refused.step} command)"
    if refused.step == "connect":
        step = ""
    notice = (
        "This is the mail system at host relay.reunion.example.\n\nI'm sorry to have to inform you"
        " that your message"
        " could not\nbe delivered to one or more recipients. It's attached below.\n\n                "
        "   The mail system\n\n"
        + _folded(f"<{refused.to}>: host {refused.remote}[192.0.2.25] said: {refused.words}{step}")
    )
    return _report(refused, notice)


def sendmail(refused: Refused) -> bytes:
    """When it pipelines, DATA is the last command shown, whatever was answered."""
    shown = {"MAIL FROM": ">>> MAIL From:<kanji@reunion.example>", "RCPT TO": f">>> RCPT To:<{refused.to}>"}
    shown |= {"DATA": ">>> DATA", "end of DATA": ">>> DATA"}
    said = [f"... while talking to {refused.remote}.:"]
    said += [">>> DATA" if refused.pipelined else shown.get(refused.step, "")]
    said += [f"<<< {refused.words}"]
    if refused.step == "RCPT TO" and "unknown" in refused.words.lower() + refused.status.replace(
        "5.1.1", "unknown"
    ):
        said += [f"550 5.1.1 <{refused.to}>... User unknown"]
    elif refused.step == "end of DATA":
        said += ["554 5.0.0 Service unavailable"]
    if refused.pipelined:
        said += ["<<< 554 Error: no valid recipients"]
    notice = (
        "The original message was received at Sat, 14 Nov 2026 10:00:00 +0900\nfrom"
        " web.reunion.example [192.0.2.10]\n\n"
        f"   ----- The following addresses had permanent fatal errors -----\n<{refused.to}>\n   "
        f" (reason: {refused.words})\n\n"
        "   ----- Transcript of session follows -----\n" + "\n".join(line for line in said if line) + "\n"
    )
    return _report(refused, notice, subject="Returned mail: see transcript for details")


def qmail(refused: Refused) -> bytes:
    step = STEPS_OF_QMAIL[refused.step].format(ip="192.0.2.25")
    return _plain(
        f"Hi. This is the qmail-send program at relay.reunion.example.\nI'm afraid I wasn't able to"
        f" deliver your message"
        " to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work"
        " out.\n\n"
        f"<{refused.to}>:\n{step}\nRemote host said: {refused.words}\n{_told(refused)}Giving up on"
        f" 192.0.2.25.\n\n"
        f"--- Below this line is a copy of the message.\n\n{refused.letter}",
        subject="failure notice",
    )


def exim(refused: Refused) -> bytes:
    return _plain(
        "This message was created automatically by mail delivery software.\n\nA message that you sent"
        " could not be"
        f" delivered to one or more of its\nrecipients. This is a permanent error. The following"
        f" address(es) failed:\n\n"
        f"  {refused.to}\n{_exims_words(refused)}\n{_told(refused)}\n"
        f"------ This is a copy of the message, including all the headers. ------\n\n{refused.letter}",
        subject="Mail delivery failed: returning message to sender",
        more=f"X-Failed-Recipients: {refused.to}\nAuto-Submitted: auto-replied\n",
    )


def exim_with_report(refused: Refused) -> bytes:
    notice = f"The following address(es) failed:\n\n  {refused.to}\n{_exims_words(refused)}\n"
    return _report(refused, notice, subject="Mail delivery failed: returning message to sender")


def _exims_words(refused: Refused) -> str:
    if refused.step not in STEPS_OF_EXIM:
        return f"    host {refused.remote} [192.0.2.25]\n    {refused.words}"
    step = STEPS_OF_EXIM[refused.step].format(to=refused.to)
    return (
        f"    host {refused.remote} [192.0.2.25]\n    SMTP error from remote mail server after"
        f" {step}:\n    {refused.words}"
    )


def yahoo_japan(refused: Refused) -> bytes:
    step = "" if refused.step == "-" else f" [{refused.step.replace(' ', '_').upper()}]"
    return _plain(
        f"Sorry, we were unable to deliver your message to the following address.\n\n"
        f"<{refused.to}>:\nRemote host said: "
        f"{refused.words}{step}\n{_told(refused)}\n--- Below this line is a copy of the message.\n\n"
        f"{refused.letter}",
        subject="Failure Notice",
    )


def au_own(refused: Refused) -> bytes:
    """No report, ISO-2022-JP, the conversation indented."""
    commands = {"MAIL FROM": "MAIL FROM:<kanji@reunion.example>", "RCPT TO": f"RCPT TO:<{refused.to}>"}
    commands |= {"DATA": "DATA", "end of DATA": "."}
    shown = (
        f"    >>> {commands[refused.step]}\n    <<< {refused.words}"
        if refused.step in commands
        else refused.words
    )
    text = (
        "次のあて先へのメッセージはエラーのため送信できませんでした。\n\n"
        "送信先メールアドレスが見つからないか、\n"
        f"送信先メールサーバの事由により送信できませんでした。\n\n"
        f"{refused.words if refused.step == '-' else ''}\n"
        f"    Recipient: <{refused.to}>\n{shown if refused.step != '-' else ''}\n{_told(refused)}"
    )
    return _mixed(
        text, "iso-2022-jp", sender="Postmaster@ezweb.ne.jp", subject="Mail System Error - Returned Mail"
    )


def kddi_own(refused: Refused) -> bytes:
    text = (
        f"{refused.words}\n\n※本メールには返信できません。\n\n     Could not be delivered to:"
        f" <{refused.to}>\n{_said_at(refused)}"
    )
    return _mixed(
        text,
        "iso-2022-jp",
        sender="no-reply@app.auone-net.jp",
        subject="=?iso-2022-jp?B?GyRCJWEhPCVrJSglaSE8RExDThsoQg==?=",
    )


def in_shift_jis(refused: Refused) -> bytes:
    text = f"下記の宛先へ配信できませんでした。\n\n宛先: {refused.to}\n\n{refused.words}\n{_said_at(refused)}"
    return _mixed(text, "shift_jis", sender="MAILER-DAEMON@mail.example.jp", subject="Undelivered Mail")


def without_mime(refused: Refused) -> bytes:
    step = "" if refused.step == "-" else f" (in reply to {refused.step} command)"
    return _plain(
        f"Your message could not be delivered.\n\nFinal-Recipient: rfc822; {refused.to}\nAction:"
        f" {refused.action}\n"
        f"Status: {refused.status}\nDiagnostic-Code: smtp; {refused.words}{step}\nRemote-MTA: dns;"
        f" {refused.remote}\n\n"
        f"{refused.letter}",
        subject="Undeliverable mail",
    )


def in_base64(refused: Refused) -> bytes:
    """A report whose first part is base64 and whose letter came back as headers only."""
    notice = f"host {refused.remote} said: {refused.words}" + _said_at(refused)
    return _report(refused, b64encode(notice.encode()).decode(), encoding="base64", headers_only=True)


STATING_SHAPES = (
    standard_report, postfix, sendmail, qmail, exim, exim_with_report, yahoo_japan, au_own, kddi_own,
    in_shift_jis, without_mime, in_base64,
)  # fmt: skip


def gmail(refused: Refused) -> bytes:
    """Names no step."""
    notice = (
        f"\n** Message not delivered **\n\nYour message couldn't be delivered to {refused.to} because"
        f" the remote server"
        f" answered with an error.\n\nThe response from the remote server was:\n\n{refused.words}\n"
    )
    return _report(refused, notice, subject="Delivery Status Notification (Failure)")


def exchange(refused: Refused) -> bytes:
    """Names no step, and speaks at length before it comes to the point."""
    notice = (
        f"Delivery has failed to these recipients or groups:\n\n{refused.to}\nYour message couldn't"
        f" be delivered. Despite"
        " repeated attempts to contact the recipient's email system it didn't respond, or the mailbox"
        " may be full, or the"
        f" address may be misspelled.\n\nDiagnostic information for administrators:\n\nGenerating"
        f" server: {refused.remote}\n\n"
        f"{refused.to}\nRemote Server returned '{refused.words}'\n\nOriginal message headers:\n\n"
    )
    return _report(refused, notice, subject="Undeliverable: =?utf-8?b?44GK5oyv44KK6L6844G/?=")


def _said_at(refused: Refused) -> str:
    return "" if refused.step == "-" else f"\n(in reply to {refused.step} command)\n{_told(refused)}"


def _told(refused: Refused) -> str:
    """Shapes without fields can only tell the status in words."""
    return "" if refused.status == "5.0.0" else f"(Status {refused.status})\n"


def _folded(line: str) -> str:
    words, lines = line.split(" "), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 76:
            lines.append("   ")
        lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return "\n".join(lines) + "\n"


def _report(
    refused, notice, *, subject="Undelivered Mail Returned to Sender", encoding="8bit", headers_only=False
) -> bytes:
    returned = refused.letter.partition("\n\n")[0] + "\n" if headers_only else refused.letter
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    return f"""Return-Path: <>
Received: by relay.reunion.example; Sat, 14 Nov 2026 10:00:05 +0900
From: MAILER-DAEMON@relay.reunion.example (Mail Delivery System)
To: kanji@reunion.example
Subject: {subject}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b-o-u-n-d"

This is a MIME-encapsulated message.

--b-o-u-n-d
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: {encoding}

{notice}
--b-o-u-n-d
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.reunion.example
Arrival-Date: Sat, 14 Nov 2026 10:00:00 +0900

Final-Recipient: rfc822; {refused.to}
Action: {refused.action}
Status: {refused.status}
Remote-MTA: dns; {refused.remote}
Diagnostic-Code: smtp; {refused.words}

--b-o-u-n-d
Content-Type: {kind}

{returned}
--b-o-u-n-d--
""".encode()


def _plain(text: str, *, subject: str, more: str = "") -> bytes:
    return f"""Return-Path: <>
From: MAILER-DAEMON@relay.reunion.example
To: kanji@reunion.example
Subject: {subject}
{more}Date: Sat, 14 Nov 2026 10:00:05 +0900

{text}""".encode()


def _mixed(text: str, charset: str, *, sender: str, subject: str) -> bytes:
    top = f"""Return-Path: <>
From: {sender}
To: <kanji@reunion.example>
Subject: {subject}
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="==_01/23/45"

This message is in MIME format.

--==_01/23/45
Content-Type: text/plain; charset="{charset}"
Content-Transfer-Encoding: 7bit

"""
    return top.encode() + text.encode(charset, "replace") + b"\n--==_01/23/45--\n"
