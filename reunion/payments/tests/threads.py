"""Several people press in the same moment."""

import threading

from django.db import connection

from reunion.lib.refused import Refused


def at_once(*actions):
    """Runs the actions in threads of their own, each with its own connection; what each said."""
    start, said = threading.Barrier(len(actions)), []

    def run(action):
        start.wait()
        try:
            said.append(action())
        except Refused as refused:
            said.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said
