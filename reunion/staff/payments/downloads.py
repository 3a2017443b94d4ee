from collections.abc import Iterable

from django.http import HttpResponse


def download(data: bytes | Iterable[bytes], content_type: str, name: str) -> HttpResponse:
    """A file that no cache keeps and no browser opens by itself."""
    answer = HttpResponse(data, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
