"""The domain to which our letters return is the one receivers ask SPF about, so it is checked with ours.

With a return path for each letter (RETURN_PATH_DOMAIN) that is another name than the one people see. It needs
an SPF record of its own, and a mail server: refusals come there, and some carriers refuse letters from a
domain to which nothing can be sent. Only when our own domain is checked; of another we know no return path.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from .asking import Asker, CouldNotAsk
from .dmarc_judging import author_domain
from .sender import Sender
from .spf_judging import of_spf
from .verdict import Check, Colour, Remark, check_of, could_not_check


def check_envelope(domain: str, *, asker: Asker, sender: Sender) -> Check:
    remarks = of_spf(domain, asker=asker, sender=sender)
    returned_to = settings.RETURN_PATH_DOMAIN.lower().rstrip(".")
    if returned_to not in ("", domain) and author_domain() == domain:
        remarks += of_spf(returned_to, asker=asker, sender=sender)
        remarks += _of_mail_server(returned_to, asker)
    return check_of("spf", remarks)


def _of_mail_server(domain: str, asker: Asker) -> list[Remark]:
    """By its MX; where there is none, the domain itself is tried (RFC 5321)."""
    try:
        hosts = asker.ask(domain, "MX").values
        takes_mail = any(host.strip(".") for host in hosts) if hosts else _has_address(domain, asker)
    except CouldNotAsk as error:
        return [could_not_check(str(error))]
    return [] if takes_mail else [_takes_no_mail(domain)]


def _has_address(domain: str, asker: Asker) -> bool:
    return any(asker.addresses(domain, version=version) for version in (4, 6))


def _takes_no_mail(domain: str) -> Remark:
    return Remark(
        Colour.RED,
        _(
            "返送先のドメイン %(domain)s に、メールサーバーがありません。"
            "届かなかったという知らせを受け取れず、送ったメールを断る携帯会社もあります。"
        )
        % {"domain": domain},
        _("返送先のメールを受け取るサーバーの名前を、%(domain)s のMXレコードに書きます。")
        % {"domain": domain},
    )
