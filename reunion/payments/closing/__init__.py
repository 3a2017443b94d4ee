"""How the books are closed.

models.py           receipts, expenses, other income, cash moved, budget, the settlement
receipts.py         a receipt for what was paid: numbered without gaps, reissued, void
receipt_piles.py    who waits for one, and whose say more than is true now
receipt_paper.py    how a receipt looks
noting.py           what the treasurer writes down beside the fees, and strikes out again
proofs.py           the photo or PDF of a bill, taken in clean
fee_income.py       what of the money paid is income, and what goes back
account_check.py    what the bank says beside what the books say
books.py            income, expenses, balance, and what is still open
hall_bill.py        what the hall will probably cost, and from how many guests on it pays
budget.py           what was planned, beside what it was; what the hall charges, in the venue's row
settlement.py       closing the books, and opening them again
settlement_paper.py the report on paper
settlement_sheet.py the report as a table
exporting.py        receipts and what was written down, as tables to take out
"""
