"""A mail that came back is read: whom it speaks of, what was said, and what that means for the address.

reading.py        bytes in, one frozen answer out: a bounce with its outcome, or why it is none
opening.py        a raw mail taken apart without trusting it: notice, report, headers of the returned letter
charsets.py       its bytes as text, whatever the server claims about them
report.py         the refusals in it: recipient, the other server's words, status, how far it came
recipients.py     whom a notice without a report speaks of
stage.py          at which step of SMTP the refusal was said
rules.py          words, step and status together: dead, mailbox, ours, receiver (data/bounce_rules.tsv)
reasons.py        each reason in a sentence for the organizers
auto_replies.py   answers of machines and of people that are no bounce
return_path.py    a return path of its own for each letter, sealed so that nobody else can make one
whose.py          which of our letters it is about, and how surely
"""
