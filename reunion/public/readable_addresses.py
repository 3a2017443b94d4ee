"""An address of a page holds no NUL: no person types one, and PostgreSQL refuses every question with it.

In what is asked for (`?q=…`) it is left out, here for all pages at once, so that no search has to think of
it. A page whose own address holds one does not exist. Text in forms is cleaned field by field by
typed_text.py.
"""

from django.http import Http404


class ReadableAddressMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if "\x00" in request.path_info:
            raise Http404
