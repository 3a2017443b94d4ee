"""What the environment decides, seen from a process that starts with nothing else."""

import os
import subprocess
import sys

from django.conf import settings


def start(expression: str, **environment) -> subprocess.CompletedProcess:
    program = f"from django.conf import settings; print({expression})"
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "reunion.settings"} | environment
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)


def test_without_a_secret_key_nothing_starts_unless_debugging(tmp_path):
    refused = start("settings.DEBUG", VAR_DIR=str(tmp_path))
    assert refused.returncode != 0
    assert "Set SECRET_KEY" in refused.stderr
    assert start("settings.DEBUG", VAR_DIR=str(tmp_path), DEBUG="1").stdout == "True\n"


def test_commands_by_hand_sign_with_the_key_that_was_kept(tmp_path):
    (tmp_path / "secret_key").write_text("kept\n")
    assert start("settings.SECRET_KEY", VAR_DIR=str(tmp_path)).stdout == "kept\n"
    assert start("settings.SECRET_KEY", VAR_DIR=str(tmp_path), SECRET_KEY="given").stdout == "given\n"


def test_two_installations_never_share_a_place_even_in_one_redis(tmp_path):
    places = {
        start(
            "settings.CACHES['default']['KEY_PREFIX'], settings.CELERY_BROKER_TRANSPORT_OPTIONS",
            VAR_DIR=str(tmp_path / name),
            SECRET_KEY="x",
            REDIS_URL="redis://127.0.0.1:6379/0",
        ).stdout
        for name in ("one", "two")
    }
    assert len(places) == 2


def test_without_a_mail_server_letters_wait_and_nothing_goes_to_the_console(tmp_path):
    seen = start("(settings.EMAIL_CONFIGURED, settings.EMAIL_BACKEND)", VAR_DIR=str(tmp_path), SECRET_KEY="x")
    assert seen.stdout == "(False, 'django.core.mail.backends.filebased.EmailBackend')\n"


def test_a_proxy_that_is_no_network_is_told_at_the_start(tmp_path):
    start_with = {"VAR_DIR": str(tmp_path), "SECRET_KEY": "x"}
    refused = start("settings.TRUSTED_PROXIES", **start_with, TRUSTED_PROXIES="10.0.0.0/8,proxy.example")
    assert refused.returncode != 0
    assert "'proxy.example' is no network" in refused.stderr
    assert start("settings.TRUSTED_PROXIES", **start_with, TRUSTED_PROXIES="::1").stdout == "['::1']\n"


def test_a_mail_provider_is_named_with_its_key(tmp_path):
    start_with = {"VAR_DIR": str(tmp_path), "SECRET_KEY": "x"}
    seen = start(
        "(settings.MAIL_PROVIDER, settings.EMAIL_BACKEND, settings.ANYMAIL['MAILGUN_API_KEY'], "
        "settings.ANYMAIL['MAILGUN_SENDER_DOMAIN'])",
        **start_with,
        EMAIL_URL="mailgun://Key%2F1@mg.reunion.example",
    )
    assert (
        seen.stdout == "('mailgun', 'anymail.backends.mailgun.EmailBackend', 'Key/1', 'mg.reunion.example')\n"
    )
    refused = start("settings.MAIL_PROVIDER", **start_with, EMAIL_URL="postmark://")
    assert refused.returncode != 0
    assert "EMAIL_URL: the key is missing, as in postmark://KEY@" in refused.stderr
    plain = "(settings.MAIL_PROVIDER, settings.EMAIL_HOST, settings.EMAIL_USE_TLS)"
    smtp = start(plain, **start_with, EMAIL_URL="smtp+tls://me:secret@smtp.example.jp:587")
    assert smtp.stdout == "('', 'smtp.example.jp', True)\n"


def test_a_return_path_that_is_no_domain_is_told_at_the_start(tmp_path):
    start_with = {"VAR_DIR": str(tmp_path), "SECRET_KEY": "x"}
    refused = start("settings.DEBUG", **start_with, RETURN_PATH_DOMAIN="kanji@reunion.example")
    assert "RETURN_PATH_DOMAIN is a domain" in refused.stderr


def test_postgresql_compiles_no_question(tmp_path):
    started = start(
        "settings.DATABASES['default']['OPTIONS']",
        VAR_DIR=str(tmp_path),
        SECRET_KEY="x",
        DATABASE_URL="postgres://me@127.0.0.1/x?sslmode=prefer",
    )
    assert started.stdout == "{'sslmode': 'prefer', 'options': '-c jit=off'}\n"


def test_another_house_is_there_only_with_both_of_its_settings(tmp_path):
    start_with = {"VAR_DIR": str(tmp_path), "SECRET_KEY": "x"}
    asked = (
        "[house['name'] for house in settings.SIGN_IN_HOUSES], "
        "settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'][1:]"
    )
    assert start(asked, **start_with).stdout == "[] []\n"
    line = {"LINE_CHANNEL_ID": "1", "LINE_CHANNEL_SECRET": "s"}
    assert start(asked, **start_with, **line).stdout == "['LINE'] ['https://access.line.me']\n"
    refused = start(asked, **start_with, GOOGLE_CLIENT_ID="1")
    assert "Google: set both" in refused.stderr
