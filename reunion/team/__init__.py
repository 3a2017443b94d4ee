"""Who does what in which reunion.

models.py    members and their roles; class staff with their homerooms
access.py    who may open which staff page, and what part of the roster they see
Screens: staff/team.
"""
