"""What rules are tested by, they are tested by alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus_tools.measures import links, statements

# Shares of marked clauses (test_links_cases) and of the gold are those of the whole program, weights and all
_NAMES = """
attributes clause_frames link_rules links noun_first office_clauses openers plain_clauses spoken_clauses verb_first
figure_first link_context
"""
_OF_RULES = {f"test_{name}" for name in _NAMES.split()}


@pytest.fixture(autouse=True)
def rules_alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The modules that test single rules of links: without the tagger, which weighs what the rules said."""
    if request.module.__name__.rpartition(".")[2] not in _OF_RULES:
        yield
        return
    monkeypatch.setattr(links, "weighed", lambda sentence, figure, made: made)
    statements.forget()
    yield
    statements.forget()
