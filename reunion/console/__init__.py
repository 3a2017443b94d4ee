"""The commands of manage.py: thin, like views.

Each prints what it did and changes nothing when it refuses.
lookups.py         how a command finds what it is told by name, reads a file and writes one
serving.py         `make run`: the web server and the worker of one laptop
screenshots.py     `make screenshots`: the pictures of the README
story.py           `make story`: the whole way through, with real processes
demo_reunion.py    the demo: who is in it, and how it is built and removed
demo_pictures.py   the photos of the demo, drawn here
demo_statement.py  the file of the bank that goes with the demo
"""
