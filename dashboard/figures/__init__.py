"""The room of figures: a table in, a picture out; one per file, no callbacks.

Each takes ``language`` and ``dark`` and returns a plotly Figure, cytoscape elements or an SVG string.
"""
