"""The way to the smart host: a real mail server with, without and with a bad certificate."""

import socket
import ssl
import threading
import time

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from reunion.mail.domain import transport
from reunion.mail.domain.transport import check_transport
from reunion.mail.tests.post_office import free_port

from .certificates import Authority

HOST = "mail.reunion.example"


@pytest.fixture
def authority(tmp_path, monkeypatch):
    """Believed on this machine during the test."""
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


@pytest.fixture
def serve(settings):
    """Starts a mail server and makes it the smart host under its name in the DNS."""
    running = []

    def start(*, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None, host: str = HOST):
        controller = Controller(
            Sink(), hostname="127.0.0.1", port=free_port(), tls_context=starttls, ssl_context=tls
        )
        controller.start()
        running.append(controller)
        smart_host(settings, host, controller.port, EMAIL_USE_TLS=tls is None, EMAIL_USE_SSL=tls is not None)

    yield start
    for controller in running:
        controller.stop()


def smart_host(settings, host: str, port: int, **more) -> None:
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER = host, port, "kanji"
    for name, value in more.items():
        setattr(settings, name, value)


@pytest.fixture(autouse=True)
def here(names):
    names.records[f"{HOST} A"] = ["127.0.0.1"]


def test_starttls_with_a_good_certificate_is_green(authority, serve, ask):
    serve(starttls=authority.context(HOST))
    check = check_transport(asker=ask())
    assert (check.name, check.colour, check.advice, check.record) == ("tls", "green", "", "")
    assert "正しい証明書で暗号化できます（TLSv1.3）" in check.found


def test_tls_from_the_start_is_green_too(authority, serve, ask):
    serve(tls=authority.context(HOST))
    assert check_transport(asker=ask()).colour == "green"


def test_an_address_or_a_name_of_this_machine_will_do(authority, serve, ask):
    for host in ("127.0.0.1", "localhost"):
        serve(starttls=authority.context(host), host=host)
        assert check_transport(asker=ask()).colour == "green"


def test_no_starttls_is_red(serve, ask):
    serve()
    check = check_transport(asker=ask())
    assert check.colour == "red" and "STARTTLS" in check.found and "smtp+tls://" in check.advice


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ({"is_self_made": True}, "自分で作ったもの"),
        ({"days": -1}, "期限が切れています"),
        ({"host": "other.example"}, "別の名前のもの"),
    ],
)
def test_a_certificate_that_cannot_be_believed_is_red(authority, serve, ask, made, words):
    serve(starttls=authority.context(**{"host": HOST, **made}))
    check = check_transport(asker=ask())
    assert check.colour == "red" and words in check.found


def test_an_authority_nobody_knows_is_red(authority, serve, ask, monkeypatch):
    serve(starttls=authority.context(HOST))
    monkeypatch.delenv("SSL_CERT_FILE")
    check = check_transport(asker=ask())
    assert check.colour == "red" and "証明書を信用できません" in check.found


def test_a_certificate_that_soon_runs_out_is_yellow(authority, serve, ask):
    serve(starttls=authority.context(HOST, days=7))
    assert check_transport(asker=ask()).colour == "yellow"


def test_a_password_sent_in_the_clear_is_yellow(authority, serve, ask, settings):
    serve(starttls=authority.context(HOST))
    settings.EMAIL_USE_TLS = False
    check = check_transport(asker=ask())
    assert check.colour == "yellow" and "パスワードが暗号化されずに" in check.found
    settings.EMAIL_HOST_USER = None
    assert check_transport(asker=ask()).colour == "green"


def test_tls_from_the_start_where_there_is_none_is_red(serve, ask, settings):
    serve()
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = False, True
    assert check_transport(asker=ask()).colour == "red"


def test_nobody_there_is_unknown(names, ask, settings):
    smart_host(settings, HOST, free_port())
    check = check_transport(asker=ask())
    assert check.colour == "unknown" and check.found.startswith("確認できませんでした。")
    smart_host(settings, "nowhere.example", 25)
    assert "IPアドレスが分かりません" in check_transport(asker=ask()).found
    names.errors["nowhere.example"] = "SERVFAIL"
    assert check_transport(asker=ask()).colour == "unknown"


def test_a_server_that_says_nothing_is_unknown(ask, settings, monkeypatch):
    monkeypatch.setattr(transport, "SECONDS_FOR_A_STEP", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        smart_host(settings, HOST, silent.getsockname()[1])
        began = time.monotonic()
        assert check_transport(asker=ask()).colour == "unknown"
        assert time.monotonic() - began < 2


def test_a_server_that_is_full_is_unknown(ask, settings):
    def refuse():
        line, _address = server.accept()
        with line:
            line.sendall(b"421 too many\r\n")

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=refuse, daemon=True).start()
        smart_host(settings, HOST, server.getsockname()[1])
        check = check_transport(asker=ask())
    assert check.colour == "unknown" and "421 too many" in check.found


def test_without_a_smart_host_nothing_can_be_checked(ask, settings):
    settings.EMAIL_CONFIGURED = False
    check = check_transport(asker=ask())
    assert check.colour == "unknown" and "EMAIL_URL" in check.advice
