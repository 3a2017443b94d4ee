"""Cards to the old addresses.

models.py     a batch and its cards, frozen as they were made
choosing.py   who gets a card, and who is left out and why
files.py      the batch as CSV and XLSX for address software
Screens: staff/postcards; commands make_postcards, export_postcards.
"""
