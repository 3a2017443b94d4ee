"""Read from top to bottom. The environment decides only what differs between installations:

SECRET_KEY           signs links and sessions; absent: the key `make run` keeps; required unless DEBUG is on
SECRET_KEY_FALLBACKS older keys that still verify links already sent, comma separated
DEBUG                off unless set
ALLOWED_HOSTS        host names, comma separated (default: this machine only)
SITE_URL             the address that stands in mails and on cards
DATABASE_URL         postgres://…; absent: SQLite in VAR_DIR
REDIS_URL            redis://…; absent: a broker and a cache of plain files in VAR_DIR
EMAIL_URL            smtp://user:password@host:587, or a mail provider's own interface: postmark://TOKEN@;
                     absent: mails wait in the outbox and home says so
MAIL_EVENTS_SECRET   name:password with which the provider reports what became of a mail; absent: no such door
MAIL_EVENTS_SIGNING_KEY  with which mailgun and mailersend sign these reports
DEFAULT_FROM_EMAIL   the reunion's own address, seen by every guest
RETURN_PATH_DOMAIN   every letter returns to an address of its own there; absent: to DEFAULT_FROM_EMAIL
BOUNCE_MAILBOX_URL   imaps://user:password@host:993/INBOX, the mailbox to which refusals and replies come;
                     user and password percent-encoded (an @ as %40)
DKIM_SELECTOR        under which key the mail provider signs, comma separated; only for checking the domain
GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET  organizers may sign in with Google; absent: no such button
LINE_CHANNEL_ID, LINE_CHANNEL_SECRET    and with LINE
TRUSTED_PROXIES      networks of reverse proxies whose X-Forwarded-For is believed, comma separated
VAR_DIR              everything this installation writes (default: var/ beside manage.py)
"""

import hashlib
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

# Secrets and hosts

DEBUG = env.bool("DEBUG", default=False)
KEPT_KEY = VAR_DIR / "secret_key"  # made by `make run`, so that commands by hand sign with the same key
SECRET_KEY = env.str("SECRET_KEY", default="") or (KEPT_KEY.read_text().strip() if KEPT_KEY.exists() else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if DEBUG and not SECRET_KEY:
    SECRET_KEY = "only-for-debugging-on-one-machine"
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY (any long random text), or DEBUG=1 on your own machine.")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SERVED_OVER_HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
for proxy in TRUSTED_PROXIES:
    try:
        ip_network(proxy, strict=False)
    except ValueError:
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES: {proxy!r} is no network such as 172.16.0.0/12."
        ) from None
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The house, from the top floor down

INSTALLED_APPS = [
    "reunion.public",
    "reunion.staff",
    "reunion.console",
    "reunion.overview",
    "reunion.keeping",
    "reunion.notices",
    "reunion.postcards",
    "reunion.outreach",
    "reunion.payments",
    "reunion.registrations",
    "reunion.team",
    "reunion.mail",
    "reunion.events",
    "reunion.roster",
    "reunion.journal",
    "reunion.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "import_export",
    "csp",
    "reunion.accounts.apps.OwnersAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "reunion.public.headers.CarefulHeadersMiddleware",
    "reunion.public.readable_addresses.ReadableAddressMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "reunion.public.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "reunion.urls"
WSGI_APPLICATION = "reunion.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reunion.staff.navigation.desk",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'reunion.sqlite3'}")}
DATABASE_IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if DATABASE_IS_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        # A writer waits for its turn at BEGIN instead of failing half-way; FULL survives a power cut.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    # A file also in tests: a database in memory fails where one in a file waits for its turn.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    # PostgreSQL overrates our nested sums and compiles them: seconds for what then runs in milliseconds.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off"
# Opening a connection takes longer than most questions asked over it, with SQLite too.
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

# Two installations that happen to share one Redis still keep apart.
INSTALLATION = hashlib.sha256(f"{VAR_DIR}|{env.str('DATABASE_URL', default='')}".encode()).hexdigest()[:12]
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": INSTALLATION,
            # A guest never waits long for a Redis that does not answer.
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    }

# Celery: the broker only wakes the worker; the tables hold the truth.

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost/"
if REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "global_keyprefix": f"{INSTALLATION}:",
        "visibility_timeout": 600,
        # Without these, every web request that writes a letter waits 2 s while Redis is away.
        "max_retries": 0,
        "interval_start": 0,
        "socket_connect_timeout": 1,
    }
else:
    BROKER_DIR = VAR_DIR / "broker"
    for folder in ("queue", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.3,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 600
# A web request never waits long for a broker that is away: the sweep will find the row.
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Tokyo"
CELERY_BEAT_SCHEDULE = {
    "sweep-mail": {"task": "reunion.mail.tasks.sweep_mail", "schedule": 20.0, "options": {"expires": 20}},
    "sweep-announcements": {
        "task": "reunion.notices.tasks.sweep_announcements",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "sweep-printouts": {
        "task": "reunion.postcards.tasks.sweep_printouts",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "sweep-roster-uploads": {
        "task": "reunion.roster.tasks.sweep_uploads",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "poll-mailbox": {
        "task": "reunion.mail.tasks.poll_mailbox",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "keep-proposals": {
        "task": "reunion.payments.tasks.keep_proposals",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # Every hour, so that a laptop which runs in the evenings only does it too; the rules know when it is due.
    "check-domain": {
        "task": "reunion.mail.tasks.check_domain_if_due",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "forget-accounts": {
        "task": "reunion.payments.tasks.forget_accounts",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "send-round-trip": {
        "task": "reunion.mail.tasks.send_round_trip",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    # Only by day, and each thing once; the rule knows.
    "remind-offices": {
        "task": "reunion.overview.tasks.remind_offices",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "erase-needs": {"task": "reunion.registrations.tasks.erase_needs", "schedule": 3600.0},
}

# Mail

email_url = urlsplit(env.str("EMAIL_URL", default=""))
EMAIL_CONFIGURED = bool(email_url.scheme)
# Their own interface tells more than SMTP; what differs between them is django-anymail's business.
PROVIDER_KEYS = {
    "brevo": "BREVO_API_KEY",
    "mailersend": "MAILERSEND_API_TOKEN",
    "mailgun": "MAILGUN_API_KEY",
    "postmark": "POSTMARK_SERVER_TOKEN",
    "resend": "RESEND_API_KEY",
    "sparkpost": "SPARKPOST_API_KEY",
}
MAIL_PROVIDER = email_url.scheme if email_url.scheme in PROVIDER_KEYS else ""
if MAIL_PROVIDER:
    if not email_url.username:
        raise ImproperlyConfigured(f"EMAIL_URL: the key is missing, as in {MAIL_PROVIDER}://KEY@")
    EMAIL_BACKEND = f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
    ANYMAIL = {
        PROVIDER_KEYS[MAIL_PROVIDER]: unquote(email_url.username),
        "MAILGUN_SENDER_DOMAIN": email_url.hostname,
        "WEBHOOK_SECRET": env.str("MAIL_EVENTS_SECRET", default=""),
        # Nobody is watched while reading, and not every provider knows return paths and marks of ours.
        "SEND_DEFAULTS": {"track_opens": False, "track_clicks": False},
        "IGNORE_UNSUPPORTED_FEATURES": True,
    }
    if signing_key := env.str("MAIL_EVENTS_SIGNING_KEY", default=""):
        ANYMAIL |= {"MAILGUN_WEBHOOK_SIGNING_KEY": signing_key, "MAILERSEND_SIGNING_SECRET": signing_key}
elif EMAIL_CONFIGURED:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "sign-in-mail")
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="reunion@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
RETURN_PATH_DOMAIN = env.str("RETURN_PATH_DOMAIN", default="")
if "@" in RETURN_PATH_DOMAIN or " " in RETURN_PATH_DOMAIN:
    raise ImproperlyConfigured("RETURN_PATH_DOMAIN is a domain such as returned.reunion.example.jp.")
BOUNCE_MAILBOX_URL = env.str("BOUNCE_MAILBOX_URL", default="")
if BOUNCE_MAILBOX_URL and not BOUNCE_MAILBOX_URL.startswith(("imaps://", "imap://")):
    raise ImproperlyConfigured("BOUNCE_MAILBOX_URL must begin with imaps:// (or imap://, with STARTTLS).")
DKIM_SELECTOR = env.str("DKIM_SELECTOR", default="")

# Sign-in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff:reunions"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "reunion.accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_FORMS = {
    "add_email": "reunion.accounts.forms.AnotherAddressForm",
    "confirm_login_code": "reunion.accounts.forms.LoginCodeForm",
    "request_login_code": "reunion.accounts.forms.AskForNumberForm",
    "reset_password": "reunion.accounts.forms.ForgottenPasswordForm",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True  # one address; a new one takes its place once it is confirmed
# Whoever enters a new key or takes one away is told by mail.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60

# Other houses that know who somebody is. Google vouches for its mail addresses; LINE tells none.
SIGN_IN_HOUSES = [
    {"provider_id": "google", "name": "Google", "names": ("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET")}
    | {"settings": {"server_url": "https://accounts.google.com", "email_authentication": True}},
    {"provider_id": "line", "name": "LINE", "names": ("LINE_CHANNEL_ID", "LINE_CHANNEL_SECRET")}
    | {"settings": {"server_url": "https://access.line.me", "scope": ["openid", "profile"]}},
]
for house in SIGN_IN_HOUSES:
    house["client_id"], house["secret"] = (env.str(name, default="") for name in house.pop("names"))
    if bool(house["client_id"]) != bool(house["secret"]):
        raise ImproperlyConfigured(f"{house['name']}: set both, its id and its secret, or neither.")
    house["settings"] |= {
        "fetch_userinfo": False,  # the id token says all that is asked for
        "token_auth_method": "client_secret_post",
        "oauth_pkce_enabled": True,
    }
SIGN_IN_HOUSES = [house for house in SIGN_IN_HOUSES if house["client_id"]]
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": SIGN_IN_HOUSES}}
SOCIALACCOUNT_ADAPTER = "reunion.team.other_houses.InvitedOnlyHouses"
SOCIALACCOUNT_FORMS = {"disconnect": "reunion.accounts.forms.DisconnectForm"}

MFA_TOTP_ISSUER = "同窓会の幹事ページ"
MFA_ADAPTER = "reunion.accounts.step_words.StepWords"
MFA_FORMS = {
    "activate_totp": "reunion.accounts.forms.AppForm",
    "add_webauthn": "reunion.accounts.forms.DeviceForm",
    "authenticate": "reunion.accounts.forms.StepForm",
    "reauthenticate": "reunion.accounts.forms.StepAgainForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an organizer wrote the address down, and a mailed number proved it
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SERVED_OVER_HTTPS

# Language and time

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("日本語")), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

# Files

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = VAR_DIR / "media"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Safety

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if SERVED_OVER_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = SERVED_OVER_HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
CSRF_COOKIE_SECURE = SERVED_OVER_HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = SERVED_OVER_HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Chromium holds a form also to where its answer leads.
        "form-action": [SELF, *(house["settings"]["server_url"] for house in SIGN_IN_HOUSES)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"keys": {"()": "reunion.public.silent_logs.WithoutKeys"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"reunion": {"level": "INFO"}},
}
