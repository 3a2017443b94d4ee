"""Small statements as ゆうちょダイレクト writes them."""

HEADING = "取引日,入出金明細ＩＤ,受入金額（円）,払出金額（円）,詳細１,詳細２,現在（貸付）高,"


def yucho(*rows: tuple, account: str = "00000-0000000", start: int = 150_000) -> bytes:
    """Each row is (day, number, yen, payer); an amount below zero is a withdrawal. `start` is the balance
    before the first."""
    lines = [
        "お客さま口座情報",
        f"お客さま口座番号,{account}",
        f"明細件数：{len(rows)}",
        "",
        HEADING,
    ]
    balance = start
    for day, number, amount, payer in rows:
        balance += amount
        moved = f"{amount}," if amount > 0 else f",{-amount}"
        lines.append(f"{day},{number:08d},{moved},振込,{payer},{balance},")
    return ("\r\n".join(lines) + "\r\n").encode("cp932")


def sbi(*rows: tuple) -> bytes:
    """Each row is (day, yen, balance after, payer): a bank that numbers nothing."""
    lines = ['"日付","内容","出金金額(円)","入金金額(円)","残高(円)","メモ"']
    lines += [
        f'"{day}","振込＊{payer}",,"{amount:,}","{balance:,}","-"' for day, amount, balance, payer in rows
    ]
    return ("\r\n".join(lines) + "\r\n").encode("cp932")
