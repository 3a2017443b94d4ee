"""Whether receivers can believe mail that comes from our own domain.

checking.py        all six checks, in order, within a bounded time
keeping.py         the check of every day, and what has turned red since
verdict.py         what a check says: colour, what was found, what to change, the record to publish
asking.py          the only file that asks the DNS; silence is told from "there is no such name"
sender.py          from which addresses our mail leaves
spf.py             what an SPF record says
spf_counting.py    how many look-ups it costs, and what in it is broken
spf_passing.py     whether it lets one address send
spf_judging.py     the check of it
envelope.py        and of the domain to which letters return
dkim.py            the key with which the provider signs
dmarc.py           what a DMARC record says
dmarc_walking.py   which DMARC record counts for a domain, and where its organization begins
dmarc_policy.py    whether that record protects the domain for good
dmarc_judging.py   the check of it, and whether the visible From is aligned
reverse.py         whether the address has a name that leads back to it
block_lists.py     whether the address stands on a block list
transport.py       whether the way to the smart host is encrypted
"""
