"""Structures that are no single number: a core, groups that overlap, blocks, communities, likeness of position.

Each file takes a :class:`~collabnet.network.Layer` and returns a small frozen record or a frame; files of
:mod:`collabnet.measures` take from it the numbers that stand in a line, files of :mod:`collabnet.tables` the rest. What
a search finds does not depend on how organisations are named (:mod:`~collabnet.structure.naming`), and what is drawn
at random takes a seed.
"""
