import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reunion.lib.refused import Refused
from reunion.mail.domain.checking import check_domain, domain_named
from reunion.mail.domain.verdict import Check


class Command(BaseCommand):
    help = "Checks whether receivers can believe mail from a domain: SPF, DKIM, DMARC, PTR, DNSBL, TLS."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("domain", help="what stands after @ in the address mail comes from")
        parser.add_argument(
            "--selector",
            metavar="NAME",
            action="append",
            default=[],
            help="under which DKIM key the provider signs (default: DKIM_SELECTOR); may be repeated",
        )
        parser.add_argument(
            "--resolver", metavar="HOST:PORT", default="", help="name server to ask (default: this machine's)"
        )
        parser.add_argument(
            "--ip", default="", help="address from which mail leaves (default: the host in EMAIL_URL)"
        )
        parser.add_argument("--json", action="store_true", help="one object with all checks")

    def handle(self, *, domain, selector, resolver, ip, **options):
        try:
            checks = check_domain(domain, selectors=selector, resolver=resolver, ip=ip)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        write = as_json if options["json"] else as_table
        self.stdout.write(write(domain_named(domain), checks))


def as_json(domain: str, checks: list[Check]) -> str:
    answer = {"domain": domain, "checks": [asdict(check) for check in checks]}
    return json.dumps(answer, ensure_ascii=False)


def as_table(domain: str, checks: list[Check]) -> str:
    lines = [_("%(domain)s から出すメールの信用") % {"domain": domain}]
    for check in checks:
        lines += ["", f"{check.name.upper():<6}{colour_in_words(check)}", f"      {check.found}"]
        lines += [_("      直すこと: %(advice)s") % {"advice": check.advice}] if check.advice else []
        lines += [_("      公開するレコード: %(record)s") % {"record": check.record}] if check.record else []
    return "\n".join(lines)


def colour_in_words(check: Check) -> str:
    return {
        "green": _("緑　問題ありません"),
        "yellow": _("黄　気をつけるところがあります"),
        "red": _("赤　直すところがあります"),
        "unknown": _("？　確認できませんでした"),
    }[check.colour]
