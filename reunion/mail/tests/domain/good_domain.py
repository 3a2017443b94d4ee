"""Everything as it should be: reunion.example sends from 192.0.2.25 and signs under s1."""

from .keys import rsa_key


def good_records() -> dict[str, list[str]]:
    return {
        "reunion.example TXT": ["v=spf1 ip4:192.0.2.0/28 include:_spf.provider.example ~all", "other=thing"],
        "_spf.provider.example TXT": ["v=spf1 ip4:192.0.2.25 ip6:2001:db8::25 -all"],
        "_dmarc.reunion.example TXT": ["v=DMARC1; p=reject; rua=mailto:reports@reunion.example"],
        "s1._domainkey.reunion.example TXT": [f"v=DKIM1; k=rsa; p={rsa_key(2048)}"],
        "25.2.0.192.in-addr.arpa PTR": ["mail.reunion.example."],
        "mail.reunion.example A": ["192.0.2.25"],
        "mail.reunion.example AAAA": ["2001:db8::25"],
        "2.0.0.127.zen.spamhaus.org A": ["127.0.0.2", "127.0.0.4", "127.0.0.10"],
        "2.0.0.127.bl.spamcop.net A": ["127.0.0.2"],
    }
