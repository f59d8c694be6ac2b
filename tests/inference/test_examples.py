"""The examples in the docstrings are true, and the stage is reached by name from the package."""

from __future__ import annotations

import doctest
import importlib

import pytest

import collabnet

WITH_EXAMPLES = ("qap", "mrqap", "bootstrap", "conditional_uniform", "groups")


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_in_the_docstrings_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"collabnet.inference.{name}"))
    assert result.attempted
    assert not result.failed


def test_every_public_word_is_there_and_says_what_it_raises_and_where_it_comes_from() -> None:
    for word in collabnet.inference.__all__:
        assert getattr(collabnet.inference, word).__doc__
    for word in ("qap", "mrqap", "standard_model", "vertex_bootstrap", "conditional_uniform", "ei_index"):
        said = getattr(collabnet.inference, word).__doc__
        assert "Raises" in said
        assert "References" in said
