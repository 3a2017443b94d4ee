"""How fast the house is, measured in one run by `make bench` in a temporary installation of its own.

figures.py       a measured figure beside its target, and the table of all
sizes.py         how many people, lines and cards a run invents, in full and with --quick
installation.py  a folder, a database and keys in Redis that exist for the run only
invented.py      people, addresses and deposits; the same ones in every run
filling.py       reunions filled with them
web_server.py    gunicorn as `make run` starts it, and the client that knocks
One file for each group of figures, with `measure(sizes)`:
public_page.py, signup.py, staff_pages.py, matching.py, commands.py
settings.py and urls.py add an empty view to the real site, to compare with. What the figures mean is told
in docs/bench.md. A slow machine fails nothing: the exit code is 0 whatever is measured.
"""
