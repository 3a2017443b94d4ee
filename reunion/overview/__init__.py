"""What needs me now.

figures.py   how many are found, come, have paid, are at risk; the same by class
todo.py      what somebody should do next, by role, each with the list behind it
Screens: staff/home.
"""
