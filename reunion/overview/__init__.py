"""What needs me now.

standing.py  where each classmate stands: unknown, found, reached, coming, declined
figures.py   how many are found, come, have paid, are at risk; the same class by class
sought.py    how many of each class are still looked for, for everyone to see
todo.py      what waits for somebody's hand, by role
Screens: staff/home.
"""
