"""The commands of manage.py: thin, like views.

Each prints what it did and changes nothing when it refuses.
lookups.py  how a command finds what it is told by name, reads a file and writes one
"""
