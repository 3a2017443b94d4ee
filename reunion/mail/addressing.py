"""How a business is addressed: 「御中」 for a firm or a department, 「様」 for a person, never both.

Whoever typed an honorific with the name has it once. A rank never bears 「様」 behind it: 「佐藤支配人」
becomes 「支配人 佐藤 様」. 「ご担当者」 stands for a person whose name nobody knows.
"""

import re

HONORIFICS = re.compile(r"[　 ]*(?:御中|様|さま|さん|殿|どの)$")
RANK = re.compile(
    r"^(?P<name>.*?)[　 ]*(?P<rank>(?:代表取締役|取締役|副|総)?"
    r"(?:社長|支配人|店長|部長|課長|係長|主任|所長|館長|料理長|マネージャー))$"
)


def addressee(name: str, *, department: str = "", person: str = "") -> str:
    """One to three lines."""
    firm, department, person = bare(name), bare(department), bare(person)
    if person:
        return "\n".join(line for line in (firm, department, f"{_ranked(person)} 様") if line)
    lines = [line for line in (firm, department) if line]
    return "\n".join([*lines[:-1], f"{lines[-1]} 御中"]) if lines else ""


def bare(text: str) -> str:
    """Without honorifics at the end, and without needless spaces."""
    text, before = " ".join(text.split()), None
    while text != before:
        before, text = text, HONORIFICS.sub("", text)
    return text


def _ranked(person: str) -> str:
    found = RANK.match(person)
    return f"{found['rank']} {found['name']}" if found and found["name"] else person
