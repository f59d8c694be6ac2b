"""``python -m collabnet`` is the command ``collabnet``."""

from collabnet.cli import main

main()
