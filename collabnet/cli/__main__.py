"""``python -m collabnet.cli`` is the command ``collabnet``."""

from collabnet.cli import main

main()
