"""The dashboard: what people see. It stands on :mod:`collabnet` and never the reverse.

The URL is the state; a page is a pure function of what may be seen and of that state. ``app.py`` binds the two.
"""
