"""The examples of the docstrings, and of the README."""

import doctest
import importlib
import inspect
from pathlib import Path

import pytest

import comfilter

MODULES = ["comfilter", "comfilter.builder"]


def documented():
    """Each public object and method with a docstring."""
    for name in MODULES:
        module = importlib.import_module(name)
        yield name, module.__doc__
    for name in comfilter.__all__:
        thing = getattr(comfilter, name)
        yield name, thing.__doc__
        if inspect.isclass(thing):
            for member, value in vars(thing).items():
                if not member.startswith("_"):
                    yield f"{name}.{member}", value.__doc__
    root = Path(__file__).parents[1]
    for path in ["README.md", "../docs/engines.md"]:
        yield path, (root / path).read_text()


DOCUMENTED = dict(documented())


@pytest.mark.parametrize("name", DOCUMENTED)
def test_examples(name):
    text = DOCUMENTED[name]
    assert text, f"{name} has no docstring"
    test = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
    assert result.failed == 0


def test_there_are_examples():
    examples = [name for name, text in DOCUMENTED.items() if ">>>" in text]
    assert {"comfilter", "README.md", "../docs/engines.md", "Filter.mask", "Template.bind", "check"} <= set(examples) and len(examples) > 20
