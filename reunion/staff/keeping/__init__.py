"""/staff/<reunion>/keeping/: what stays, what is erased, and the next reunion.

The rules are in reunion/keeping.
"""
