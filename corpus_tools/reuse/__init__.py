"""Passages that reports copied from one another, phrases that all share, and families of reports."""

from corpus_tools.reuse.background import Background
from corpus_tools.reuse.finder import Index, background, check_against, copied_share, find, shipped_background

__all__ = ["Background", "Index", "background", "check_against", "copied_share", "find", "shipped_background"]
