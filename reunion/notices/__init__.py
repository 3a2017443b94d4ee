"""What we tell many people.

models.py   one text to one audience
Screens: staff/notices.
"""
