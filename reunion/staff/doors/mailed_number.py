"""Before somebody without a second step changes a key of their door: the number mailed to them just now.

The library's own page for being asked once more, so that what was typed goes on afterwards.
"""

from allauth.account.views import BaseReauthenticateView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from reunion.accounts.forms import LoginCodeForm
from reunion.accounts.mailed_number import mail_number, note_right_number, note_wrong_number, number_mailed


class MailedNumberView(BaseReauthenticateView):
    form_class = LoginCodeForm
    template_name = "account/mailed_number.html"

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if "send" in request.POST:
            mail_number(request)
            return redirect(request.get_full_path())
        if not number_mailed(request):
            messages.warning(request, _("その数字は使えなくなりました。もう一度受け取ってください。"))
            return redirect(request.get_full_path())
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"code": number_mailed(self.request)}

    def form_valid(self, form: LoginCodeForm) -> HttpResponse:
        note_right_number(self.request)
        return super().form_valid(form)

    def form_invalid(self, form: LoginCodeForm) -> HttpResponse:
        note_wrong_number(self.request)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        waits = bool(number_mailed(self.request))
        return context | {"waits_for_number": waits, "mail_configured": settings.EMAIL_CONFIGURED}


mailed_number = MailedNumberView.as_view()
