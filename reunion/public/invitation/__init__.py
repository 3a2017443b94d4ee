"""Whoever is invited onto the committee says yes here.

door.py     what a code opens, and that a wrong one tells nothing
views.py    who invites to what; the address is proved by digits; one press accepts
forms.py    what whoever comes by the link says of themselves
patience.py how often one may ask for digits
"""
