"""The mail address somebody signed up with. A slip is questioned, never corrected."""

from django.utils.translation import gettext_lazy as _

from reunion.public.honeypot import WithHoneypot
from reunion.public.personal.forms import AddressForm


class LinkForm(AddressForm, WithHoneypot):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["address"].label = _("お返事に書いたメールアドレス")
