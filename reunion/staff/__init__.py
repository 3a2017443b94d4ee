"""The committee's desk. One folder per noun, as in the address bar: /staff/<reunion>/<noun>/…

navigation.py  the tabs a role sees
"""
