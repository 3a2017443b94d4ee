"""How a letter is worded, leaves and returns.

models/             the tables: letters and their tries, what comes back, addresses, how sending is watched
kinds.py            what each kind of letter, and each carrier, is called
risk.py             what an address tells about its chance of delivery
carrier_domains.py  which carrier a mail domain belongs to, and which domains have ended
allow_lists.py      what a carrier does to mail like ours, and how its customer lets it in
domain_typos.py     which well-known domain a mistyped one was meant to be
wording.py          every letter whose words may be edited; ours, or the committee's own
placeholders.py     names in braces that stand for something, and how they are filled in
vocabulary.py       which names there are, and what each puts in
proofreading.py     what is wrong with the words of a letter
rewording.py        how the committee changes them, and goes back to ours
openings.py         how a letter opens, by whom it is for
letters.py          how a letter's subject and text are made from its words
addressing.py       how a business is addressed
formal_letters.py   拝啓 and 敬具
business_letters.py how a letter to a business begins, and how it leaves
business_paper.py   how it looks on paper
wrapping.py         where its lines are cut, and joined again
by_hand.py          what somebody passes on in LINE where a letter may not arrive
inbound.py          what guests write to the organizers, and how it is answered
outbox.py           how a letter enters the outbox, once, and goes again when a person says so
delivery.py         how one row is claimed, sent and its outcome noted
handover.py         how one mail is handed to the next server, and how far it came
providers.py        how one mail is handed to a mail provider's own interface
provider_events.py  what the provider reports about it afterwards
mime.py             how it looks on the wire
refusals.py         what a server's answer means: later, refused, or a fault of our own
holding.py          why a letter is held, and what lets it go again
health.py           which addresses are known dead, which somebody should look at; receivers.py listens
returned.py         what follows when a mail comes to us: a refusal, a reply, a letter to ourselves
watching.py         whether that mailbox can still be read
coming_back.py      a letter that left and came back counts as refused, and may stop all others
polling.py          how the mailbox is looked into to which refusals and replies come
round_trip.py       a letter to ourselves every day, which must come back
replies.py          what a person wrote back, without what they quote
bounces/            a mail that came back: whom it is about, at which step it was refused, and what that means
our_address.py      the address from which everything is sent
our_server.py       a fault of our own stops the queue and is shown; one letter at a time tries again
pace.py             how many letters a minute one receiver gets
patience.py         how long to wait before the next try
domain/             whether receivers can believe mail from our own domain, a file a check (see its plate)
unsubscribing.py    who wants no announcements, by one click
demo_folder.py      where the letters of a demo reunion go instead
exporting.py        what we wrote and what was written to us, as tables to take out
signals.py          the last question before a letter leaves
tasks.py            what the worker runs
Screens: staff/mail; commands sweep_mail, check_domain, read_bounce.
"""
