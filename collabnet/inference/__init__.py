"""What can be concluded from a network beyond what was said of it."""

from collabnet.inference.wave_change import changes_of_ties, tie_changes, wave_pairs
from collabnet.inference.wave_summary import wave_changes

__all__ = ["changes_of_ties", "tie_changes", "wave_changes", "wave_pairs"]
