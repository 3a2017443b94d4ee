"""Dates as banks write them.

Western years with four digits, imperial years with their era (令和8年4月1日, R8.4.1, H30.5.28), and the
bare six digits of 全銀 records (080603), whose year has no era. Such a year is tried as 令和, 平成 and
20YY: what lies near the dates already known, or near today, is kept; where that does not decide, the file
is refused rather than guessed at. A date in the future or long ago is as good as any other.
"""

import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

from reunion.payments.readers.amounts import shortened
from reunion.payments.readers.entries import Unreadable

# The year before the first of each era.
SHOWA, HEISEI, REIWA, WESTERN = 1925, 1988, 2018, 2000
ERAS = dict.fromkeys(("令和", "令", "R"), REIWA) | dict.fromkeys(("平成", "平", "H"), HEISEI)
ERAS |= dict.fromkeys(("昭和", "昭", "S"), SHOWA)
EARLIEST_YEAR = 1900

PLAIN = str.maketrans("０１２３４５６７８９ＲＨＳrhs", "0123456789RHSRHS")
PLAIN |= dict.fromkeys(map(ord, "．／－−年月-."), "/")
CLOCK_OR_WEEKDAY = re.compile(r"日?(?:[(（][日月火水木金土][)）])?(?:[\sT]+\d{1,2}:\d{2}(?::\d{2})?)?$")
WITH_ERA = re.compile(rf"({'|'.join(ERAS)})([0-9]{{1,2}}|元)/([0-9]{{1,2}})/([0-9]{{1,2}})")
WESTERN_DATE = re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})")
WITHOUT_ERA = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{1,2})|([0-9]{2})([0-9]{2})([0-9]{2})")

NEAR = timedelta(days=5 * 365)
# A bank does not write western years of two digits into the future.
NEAR_AHEAD_WESTERN = timedelta(days=31)
ONE_YEAR = timedelta(days=366)


def date_of(cell: str, today: date) -> date:
    """The date in a cell of a table."""
    text = "".join(CLOCK_OR_WEEKDAY.sub("", _spaceless(cell)).translate(PLAIN).split())
    if match := WITH_ERA.fullmatch(text):
        era, year, month, day = match.groups()
        return _date(ERAS[era] + (1 if year == "元" else int(year)), month, day, cell)
    if match := WESTERN_DATE.fullmatch(text):
        return _date(*_three(match), cell)
    if match := WITHOUT_ERA.fullmatch(text):
        return _near_today(_candidates(*_three(match)), today, cell)
    raise _unreadable(cell)


def era_less_date(digits: str, *, today: date, known: tuple[date, date] | None = None) -> date:
    """YYMMDD of a 全銀 record, nearest to the `known` first and last day of its header, or to today."""
    if not re.fullmatch(r"[0-9]{6}", digits):
        raise _unreadable(digits)
    candidates = _candidates(digits[:2], digits[2:4], digits[4:])
    if known is None:
        return _near_today(candidates, today, digits)
    near = [day for _era, day in candidates if _distance(day, *known) <= NEAR]
    if not near:
        return _near_today(candidates, today, digits)
    return min(near, key=lambda day: _distance(day, *known))


def _near_today(candidates: list[tuple[int, date]], today: date, written: str) -> date:
    if not candidates:
        raise _unreadable(written)
    ahead = {WESTERN: NEAR_AHEAD_WESTERN}
    near = [day for era, day in candidates if today - NEAR <= day <= today + ahead.get(era, NEAR)]
    past = [day for _era, day in candidates if day <= today + ONE_YEAR]
    if len(near) == 1:
        return near[0]
    if not near and len(past) == 1:
        return past[0]
    raise Unreadable(
        _("日付「%(cell)s」が何年のことか決められません。年を4桁で出した明細を使ってください。")
        % {"cell": shortened(written)}
    )


def _candidates(year: str, month: str, day: str) -> list[tuple[int, date]]:
    found = []
    for era in (REIWA, HEISEI, WESTERN):
        try:
            found.append((era, date(era + int(year), int(month), int(day))))
        except ValueError:
            continue
    return found


def _distance(day: date, first: date, last: date) -> timedelta:
    return max(first - day, day - last, timedelta(0))


def _date(year: int | str, month: str, day: str, cell: str) -> date:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError as error:
        raise _unreadable(cell) from error
    if found.year < EARLIEST_YEAR:
        raise _unreadable(cell)
    return found


def _three(match: re.Match) -> tuple[str, str, str]:
    return tuple(part for part in match.groups() if part is not None)


def _spaceless(cell: str) -> str:
    return re.sub(r"\s*([年月日./])\s*", r"\1", cell.strip())


def _unreadable(cell: str) -> Unreadable:
    return Unreadable(_("日付「%(cell)s」が読めません。") % {"cell": shortened(cell)})
