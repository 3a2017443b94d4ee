"""/staff/<reunion>/registrations/: who comes.

views.py    the list, one registration, the table to take out
deciding.py a registration that waits, beside the classmates it may belong to
changing.py corrections: the answer, the address, who it is for sure, the letter once more
entering.py replies from paper, telephone and LINE, one by one or as a file
rows.py     what the pages show of a registration
"""
