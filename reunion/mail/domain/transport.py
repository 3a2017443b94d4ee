"""Whether the way to our smart host is encrypted, with a certificate that can be believed.

We go as far as STARTTLS (or TLS from the start, where EMAIL_URL says so) and hang up before any sign-in. Red:
no STARTTLS, or a certificate that is expired, self-made or for another name. Yellow: it would work, but
EMAIL_URL sends the password without it; or the certificate runs out within two weeks. Nobody there: unknown.
"""

import smtplib
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from .asking import Asker, CouldNotAsk
from .sender import addresses_of, smart_host
from .verdict import Check, Colour, Remark, check_of, could_not_check

SECONDS_FOR_A_STEP = 4
SECONDS_OF_TWO_WEEKS = 14 * 24 * 3600
SELF_MADE, EXPIRED, OTHER_NAME = {18, 19}, {10}, {62, 64}


@dataclass(frozen=True)
class Handshake:
    """How far it came: away, plain (no STARTTLS), broken, distrusted or good."""

    outcome: str
    words: str = ""
    code: int = 0
    ends_at: float = 0.0


def check_transport(*, asker: Asker) -> Check:
    host = smart_host()
    if not host:
        return check_of("tls", [_no_host()])
    try:
        addresses = _addresses(host, asker)
    except CouldNotAsk as error:
        return check_of("tls", [could_not_check(str(error))])
    if not addresses:
        return check_of("tls", [_nowhere(host)])
    handshake = shaken_hands(
        addresses[0], settings.EMAIL_PORT, host, from_the_start=bool(settings.EMAIL_USE_SSL)
    )
    return check_of("tls", [_judged(f"{host}:{settings.EMAIL_PORT}", handshake)])


def shaken_hands(address: str, port: int, host: str, *, from_the_start: bool) -> Handshake:
    """`host` is the name that must stand in the certificate."""
    context = ssl.create_default_context()
    shake = _with_tls_from_the_start if from_the_start else _with_starttls
    try:
        return shake(address, port, host, context)
    except ssl.SSLCertVerificationError as error:
        return Handshake("distrusted", error.verify_message, error.verify_code)
    except ssl.SSLError as error:
        return Handshake("broken", error.reason or str(error))
    except (OSError, smtplib.SMTPException) as error:
        return Handshake("away", str(error) or type(error).__name__)


def _with_tls_from_the_start(address: str, port: int, host: str, context: ssl.SSLContext) -> Handshake:
    with (
        socket.create_connection((address, port), timeout=SECONDS_FOR_A_STEP) as line,
        context.wrap_socket(line, server_hostname=host) as safe_line,
    ):
        return _good(safe_line)


def _with_starttls(address: str, port: int, host: str, context: ssl.SSLContext) -> Handshake:
    server = smtplib.SMTP(local_hostname="localhost", timeout=SECONDS_FOR_A_STEP)
    try:
        code, words = server.connect(address, port)
        if code != 220:
            return Handshake("away", f"{code} {words.decode('utf-8', 'replace')}")
        server.ehlo_or_helo_if_needed()
        if not server.has_extn("starttls"):
            return Handshake("plain")
        code, words = server.docmd("STARTTLS")
        if code != 220:
            return Handshake("broken", f"{code} {words.decode('utf-8', 'replace')}")
        with context.wrap_socket(server.sock, server_hostname=host) as safe_line:
            return _good(safe_line)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.close()


def _good(line: ssl.SSLSocket) -> Handshake:
    return Handshake(
        "good", line.version() or "", ends_at=ssl.cert_time_to_seconds(line.getpeercert()["notAfter"])
    )


def _addresses(host: str, asker: Asker) -> tuple[str, ...]:
    """A name without a point is one of this machine or its neighbours, and no matter for the DNS."""
    if "." in host or ":" in host:
        return addresses_of(host, asker)
    try:
        return tuple(place[4][0] for place in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
    except OSError:
        return ()


def _judged(place: str, handshake: Handshake) -> Remark:
    values = {"place": place, "words": handshake.words}
    match handshake.outcome:
        case "away":
            return could_not_check(_("送信サーバー %(place)s につながりません（%(words)s）。") % values)
        case "plain":
            return Remark(
                Colour.RED,
                _("送信サーバー %(place)s は、暗号化（STARTTLS）ができません。") % values,
                _("暗号化のできる送信サービスに変え、EMAIL_URL を smtp+tls:// で始めます。"),
            )
        case "broken":
            return Remark(
                Colour.RED,
                _("送信サーバー %(place)s との暗号化を始められません（%(words)s）。") % values,
                _("送信サービスに知らせるか、EMAIL_URL のポート番号を送信サービスの案内に合わせます。"),
            )
        case "distrusted":
            return Remark(Colour.RED, _distrust(handshake) % values, _renew())
    return _of_good(values, handshake)


def _distrust(handshake: Handshake) -> str:
    if handshake.code in SELF_MADE:
        return _("送信サーバー %(place)s の証明書は、自分で作ったもので信用できません（%(words)s）。")
    if handshake.code in EXPIRED:
        return _("送信サーバー %(place)s の証明書は、期限が切れています（%(words)s）。")
    if handshake.code in OTHER_NAME:
        return _("送信サーバー %(place)s の証明書は、別の名前のものです（%(words)s）。")
    return _("送信サーバー %(place)s の証明書を信用できません（%(words)s）。")


def _renew() -> str:
    return _(
        "自分のサーバーなら、認証局の証明書に取り替えます。送信サービスなら、EMAIL_URL のサーバーの名前が"
        "案内のとおりか確かめます。"
    )


def _of_good(values: dict[str, str], handshake: Handshake) -> Remark:
    found = _("送信サーバー %(place)s とは、正しい証明書で暗号化できます（%(words)s）。") % values
    if settings.EMAIL_HOST_USER and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        return Remark(
            Colour.YELLOW,
            found + _("けれどもいまの設定では、パスワードが暗号化されずに送られます。"),
            _("EMAIL_URL を smtp+tls:// で始めます。"),
        )
    if handshake.ends_at < time.time() + SECONDS_OF_TWO_WEEKS:
        return Remark(Colour.YELLOW, found + _("証明書の期限まで、2週間ありません。"), _renew())
    return Remark(Colour.GREEN, found)


def _no_host() -> Remark:
    return could_not_check(
        _("メールを送り出すサーバーが、まだ決まっていません。"),
        advice=_("環境変数 EMAIL_URL に、送信サービスが示すサーバーを書きます。"),
    )


def _nowhere(host: str) -> Remark:
    return could_not_check(_("送信サーバー %(host)s のIPアドレスが分かりません。") % {"host": host})
