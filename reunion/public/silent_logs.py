"""What the log may not tell: a guest's own address, which opens their page to whoever reads it.

Django logs the address of every answer that went wrong. The key of a personal page or of a member's calendar,
the code of a card or of an invitation is left out; which reunion and which page stay, so that a fault can be
found. The web server writes no list of who asked for what.
"""

import logging
import re

KEY = re.compile(r"(/(?:my|unsubscribe|c|invitation|dates)/)[^/\s]+")


class WithoutKeys(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                KEY.sub(r"\1…", each) if isinstance(each, str) else each for each in record.args
            )
        return True
