"""Each of our letters at every domain of every carrier: read there as it was written.

The names are those that old character sets cannot write. Every letter goes through a real mail server and is
opened by Python's own mail program.
"""

import pytest
from django.conf import settings

from reunion.mail.carrier_domains import domains_by_carrier
from reunion.mail.delivery import deliver
from reunion.mail.letters import render
from reunion.mail.models import Message
from reunion.mail.vocabulary import examples
from reunion.mail.wording import WORDINGS, Texts

# RFC 5322, without the end of the line; docomo cuts at 1,000 with it.
LONGEST_LINE = 998
NAMES = {"お名前": "髙橋 﨑子", "お返事": "𠮷田です。" + "髙﨑𠮷①㈱～" * 200}
EVERYWHERE = [
    f"taro@{'t' if domain.startswith('.') else ''}{domain}"
    for domains in domains_by_carrier().values()
    for domain in sorted(domains)
]


@pytest.mark.parametrize("name", WORDINGS)
def test_a_letter_is_read_as_it_was_written(letter, real_mail, name):
    written = render(name, examples() | NAMES, texts=Texts())
    assert "髙橋 﨑子" in written.body
    sent = [
        letter(key=f"{name}:{address}", recipient=address, subject=written.subject, body=written.body)
        for address in EVERYWHERE
    ]
    assert {deliver(message.pk) for message in sent} == {"sent"}
    house = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">")
    for envelope, address in zip(real_mail.envelopes, EVERYWHERE, strict=True):
        mail = envelope.mail
        assert (mail["Subject"], mail.get_content().replace("\r\n", "\n")) == (written.subject, written.body)
        assert (envelope.recipient, mail["To"], mail["Cc"]) == (address, address, None)
        assert (mail["Content-Transfer-Encoding"], mail.get_content_charset()) == ("base64", "utf-8")
        assert [author.domain for author in mail["From"].addresses] == [house]
        assert max(len(line) for line in envelope.raw.split(b"\r\n")) <= LONGEST_LINE
    assert Message.objects.filter(state="sent").count() == len(EVERYWHERE)
