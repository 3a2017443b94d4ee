"""The house as docs/house.md draws it: floors, foreign keys, door plates, open doors, sizes of files."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, get_resolver

FLOORS = [
    ["lib"],
    ["accounts"],
    ["journal"],
    ["roster"],
    ["events"],
    ["mail"],
    ["team"],
    ["registrations"],
    ["payments"],
    ["outreach"],
    ["postcards"],
    ["notices"],
    ["overview", "keeping"],
    ["public", "staff", "console"],
]
LEVEL = {app: level for level, floor in enumerate(FLOORS) for app in floor}
OUTSIDE_THE_FLOORS = {"settings", "urls", "celery", "cast", "cast_rows", "wsgi", "tests"}
HOUSE = Path(settings.BASE_DIR) / "reunion"
TEMPLATES = Path(settings.BASE_DIR) / "templates"

# Whoever adds a view without login writes it down here, and thinks about what it tells a stranger.
OPEN_VIEWS = {
    "health",
    "mail_events",
    "set_language",
    "public:by_code",
    "public:card_seen",
    "public:family",
    "public:index",
    "public:invitation",
    "public:invitation_number",
    "public:landing",
    "public:signup",
    "public:signup_teacher",
    "public:signup_done",
    "public:personal",
    "public:personal_ask",
    "public:personal_ask_data",
    "public:personal_cancel",
    "public:personal_change",
    "public:personal_consent",
    "public:personal_contact",
    "public:personal_receipt",
    "public:personal_receipt_file",
    "public:personal_received",
    "public:personal_resend",
    "public:personal_stored",
    "public:personal_stored_file",
    "public:privacy",
    "public:flyer",
    "public:calendar",
    "public:committee_dates",
    "public:preview",
    "public:photo",
    "public:link",
    "public:link_done",
    "public:question",
    "public:question_done",
    "public:unsubscribe",
    "staff:demo:sign_in",
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_request_login_code",
    "account_confirm_login_code",
    "doors:go_there",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_login_cancelled",
    "socialaccount_signup",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
RULE_FILE_LINES = 250
TEMPLATE_LINES = 120
FUNCTION_LINES = 60
FRAMEWORK_FILES = {
    "__init__",
    "apps",
    "admin",
    "urls",
    "models",
    "tasks",
    "signals",
    "receivers",
    "forms",
    "views",
}


def source_files(*, with_tests: bool = False) -> list[Path]:
    return [
        path
        for path in sorted(HOUSE.rglob("*.py"))
        if "migrations" not in path.parts and (with_tests or "tests" not in path.parts)
    ]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def app_of(path: Path) -> str:
    parts = path.relative_to(HOUSE).parts
    return parts[0].removesuffix(".py")


def imported_apps(path: Path) -> set[str]:
    """The apps of ours that a file imports, absolute or relative."""
    package = ["reunion", *path.relative_to(HOUSE).parent.parts]
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *([node.module] if node.module else [])])
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in found if name.startswith("reunion.")}


def test_every_folder_is_a_floor():
    folders = {path.name for path in HOUSE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - OUTSIDE_THE_FLOORS == set(LEVEL)


def test_imports_go_down_only():
    wrong = [
        f"{path.relative_to(HOUSE)} imports {other}"
        for path in source_files()
        if app_of(path) in LEVEL
        for other in imported_apps(path) & set(LEVEL)
        if other != app_of(path) and LEVEL[other] >= LEVEL[app_of(path)]
    ]
    assert wrong == []


def test_only_tests_and_the_outside_import_what_stands_outside():
    wrong = [
        f"{path.relative_to(HOUSE)} imports {other}"
        for path in source_files()
        if app_of(path) in LEVEL
        for other in imported_apps(path) & (OUTSIDE_THE_FLOORS - {"celery"})
    ]
    assert wrong == []


def test_foreign_keys_point_down_only():
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("reunion.")
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.related_model and field.related_model.__module__.startswith("reunion.")
        if field.related_model._meta.app_label != model._meta.app_label
        and LEVEL[field.related_model._meta.app_label] >= LEVEL[model._meta.app_label]
    ]
    assert wrong == []


def reverse_names() -> dict[str, int]:
    """Accessors that an upper floor's foreign key hangs on a lower floor's model, with the upper level."""
    return {
        field.get_accessor_name(): LEVEL[field.related_model._meta.app_label]
        for model in apps.get_models()
        if model.__module__.startswith("reunion.")
        for field in model._meta.related_objects
        if field.related_model.__module__.startswith("reunion.")
        and field.related_model._meta.app_label != model._meta.app_label
    }


def test_no_lower_floor_queries_an_upper_one_backwards():
    names = reverse_names()
    wrong = []
    for path in source_files():
        level = LEVEL.get(app_of(path))
        for node in ast.walk(tree_of(path)):
            words = (
                [node.attr]
                if isinstance(node, ast.Attribute)
                else [(node.arg or "").split("__")[0] + "__"]
                if isinstance(node, ast.keyword) and "__" in (node.arg or "")
                else [node.value.split("__")[0] + "__"]
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and "__" in node.value
                else []
            )
            for word in words:
                upper = names.get(word.removesuffix("__"))
                if level is not None and upper is not None and level < upper:
                    wrong.append(f"{path.relative_to(HOUSE)}:{node.lineno} uses {word}")
    assert wrong == []


def test_every_app_has_a_door_plate_that_names_its_rule_files():
    missing = []
    for app in LEVEL:
        if app == "lib":
            continue
        plate = ast.get_docstring(tree_of(HOUSE / app / "__init__.py")) or ""
        rules = {path.stem for path in (HOUSE / app).glob("*.py")} - FRAMEWORK_FILES
        missing += [f"{app}: {rule}" for rule in sorted(rules) if rule not in plate]
        missing += [] if plate else [f"{app} has no door plate"]
    assert missing == []


def test_every_rule_file_opens_with_its_rule():
    silent = [
        str(path.relative_to(HOUSE))
        for path in source_files()
        if app_of(path) in LEVEL
        and app_of(path) not in {"public", "staff", "console"}
        and path.stem not in FRAMEWORK_FILES
        and not ast.get_docstring(tree_of(path))
    ]
    assert silent == []


def test_no_file_is_a_junk_drawer():
    drawers = {"utils", "helpers", "common", "base", "services", "manager", "managers", "misc", "tools"}
    assert [str(path) for path in source_files(with_tests=True) if path.stem in drawers] == []


def test_files_and_functions_keep_to_their_size():
    long = [
        f"{path.relative_to(HOUSE)} has {len(path.read_text(encoding='utf-8').splitlines())} lines"
        for path in source_files()
        if path.stem not in {"models", "settings"}
        and len(path.read_text(encoding="utf-8").splitlines()) > RULE_FILE_LINES
    ]
    long += [
        f"{path.relative_to(TEMPLATES)} has {len(path.read_text(encoding='utf-8').splitlines())} lines"
        for path in TEMPLATES.rglob("*.html")
        if len(path.read_text(encoding="utf-8").splitlines()) > TEMPLATE_LINES
    ]
    long += [
        f"{path.relative_to(HOUSE)} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in source_files(with_tests=True)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


def test_tasks_know_no_rule():
    long = [
        f"{path.relative_to(HOUSE)} {node.name}"
        for path in source_files()
        if path.stem == "tasks"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and len(node.body) > 3
    ]
    assert long == []


def test_templates_hold_no_inline_script_or_style():
    inline = re.compile(
        r"<style|\sstyle=|<script(?![^>]*\s(?:src=|type=\"application/json\"))|\son[a-z]+=\"", re.IGNORECASE
    )
    wrong = [
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if inline.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def all_patterns(resolver=None, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            found.append((f"{prefix}{pattern.name}", pattern))
        else:
            namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found += all_patterns(pattern, namespace)
    return found


def test_the_open_views_are_the_ones_written_down():
    opened = {
        name for name, pattern in all_patterns() if getattr(pattern.callback, "login_required", True) is False
    }
    assert opened == OPEN_VIEWS


@pytest.mark.django_db
def test_the_tables_are_what_the_models_say():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
