"""Whom we have reached.

models.py   who tried whom, how, and with what result
Screens: staff/outreach.
"""
