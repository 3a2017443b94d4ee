"""Six digits sent to a mail address prove that whoever types them reads it, before there is an account.

They are the digits of the sign-in: the same mail, the same quarter of an hour, the same three tries. They are
kept in the visitor's own session and count for one purpose only. Nobody gets an account by asking for them;
only who has typed them does, and is signed in by the sign-in library, which still asks for a second step
where there is one.
"""

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

from .direct_mail import hand_over
from .models import User

IN_SESSION = "address_proof"
MOST_RESENT = 3


class Proof(AbstractCodeVerificationProcess):
    """One address and one purpose; `words` are what was typed beside it and is wanted afterwards."""

    def __init__(self, request: HttpRequest, state: dict):
        self.request = request
        super().__init__(
            app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS, app_settings.LOGIN_BY_CODE_TIMEOUT, state=state
        )

    @property
    def email(self) -> str:
        return self.state["email"]

    @property
    def words(self) -> dict[str, str]:
        return self.state["words"]

    @property
    def can_resend(self) -> bool:
        return not self.is_resend_quota_reached(MOST_RESENT)

    def send(self) -> bool:
        """New digits; False when the mail could not be handed over."""
        adapter = get_adapter()
        self.state["code"] = adapter.generate_login_code()
        context = {"request": self.request, "email": self.email, "code": self.code}
        message = adapter.render_mail("account/email/login_code", self.email, context)
        self.persist()
        return hand_over(message, stays_here=self.state["stays_here"])

    def resend(self) -> bool:
        self.record_resend()
        return self.send()

    def persist(self) -> None:
        self.request.session[IN_SESSION] = self.state

    def abort(self) -> None:
        self.request.session.pop(IN_SESSION, None)


def send_digits(
    request: HttpRequest, *, email: str, purpose: str, words: dict[str, str], stays_here: bool = False
) -> bool:
    """`stays_here`: the mail goes to the folder of the demo."""
    state = Proof.initial_state(user=None, email=email)
    state |= {"purpose": purpose, "words": words, "stays_here": stays_here}
    return Proof(request, state).send()


def begun_proof(request: HttpRequest, *, purpose: str) -> Proof | None:
    state = request.session.get(IN_SESSION)
    if not state or state["purpose"] != purpose:
        return None
    return Proof(request, state).abort_if_invalid()


def sign_in_by_digits(request: HttpRequest, user: User, *, then: str) -> HttpResponse:
    """Whoever sits there as somebody else is signed out first."""
    adapter = get_adapter()
    if request.user.is_authenticated and request.user.pk != user.pk:
        adapter.logout(request)
    request.session.pop(IN_SESSION, None)
    record_authentication(request, user, method="code", email=user.email)
    return perform_login(request, Login(user=user, email=user.email, redirect_url=then))
