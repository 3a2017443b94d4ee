"""A letter's subject and text are made from one template, templates/mail/<name>.txt.

Its first line is `件名: …`, then an empty line, then the text. It is plain text, so nothing is escaped, and
it is always Japanese, whatever language the person at the screen reads. Empty lines left by tags shrink to
one; long lines are cut as wrapping.py says.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from .wrapping import wrap

SUBJECT_MARK = "件名:"


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


def render(name: str, context: dict) -> Letter:
    """Raises ValueError when the template does not open with its subject."""
    template = get_template(f"mail/{name}.txt").template
    with translation.override(settings.LANGUAGE_CODE):
        text = template.render(Context(context, autoescape=False))
    first, _line_break, rest = text.strip().partition("\n")
    if not first.startswith(SUBJECT_MARK):
        raise ValueError(f"mail/{name}.txt must open with {SUBJECT_MARK}")
    body = re.sub(r"\n\s*\n(\s*\n)+", "\n\n", rest.strip("\n"))
    return Letter(first.removeprefix(SUBJECT_MARK).strip(), wrap(body).strip("\n") + "\n")
