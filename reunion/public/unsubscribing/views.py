from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from reunion.mail.models import Message
from reunion.mail.unsubscribing import from_token, has_unsubscribed, subscribe_again, unsubscribe
from reunion.public.doors import for_one_person

UNKNOWN = 404


@csrf_exempt
@login_not_required
@for_one_person
def unsubscribing(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Opening it changes nothing, since mail filters open every link; a press does, with or without a page.

    A mail program presses for its user (RFC 8058): without cookies or having seen a form, and it follows no
    redirect. So the usual token against forgery cannot be asked for; who does not know the address can forge
    nothing.
    """
    letter = from_token(token)
    if letter is None or letter.reunion.slug != slug:
        return render(request, "public/unsubscribing/unknown.html", status=UNKNOWN)
    if request.method == "POST" and "press" in request.POST:
        press(letter, request.POST["press"])
        return redirect(request.path)
    if request.method == "POST":
        unsubscribe(letter)
    context = {"reunion": letter.reunion, "address": hinted(letter), "is_out": has_unsubscribed(letter)}
    return render(request, "public/unsubscribing/page.html", context)


def press(letter: Message, button: str) -> None:
    if button == "again":
        subscribe_again(letter)
    else:
        unsubscribe(letter)


def hinted(letter: Message) -> str:
    """Enough for its owner, and nothing for somebody to whom the mail was passed on."""
    local_part, _at, domain = letter.recipient.rpartition("@")
    return f"{local_part[:2]}…@{domain}"
