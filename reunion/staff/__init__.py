"""The committee's desk. One folder per noun, as in the address bar: /staff/<reunion>/<noun>/…

navigation.py  the tabs a role sees
pages.py       a list, a page at a time
"""
