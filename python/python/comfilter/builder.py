"""Filters from values, without writing their syntax.

>>> from comfilter import jobs
>>> condition = jobs.state.is_in(["ERROR", "STALLED"]) & ~jobs.resource.id.eq("P06760-B21+2M212504P8")
>>> print(condition.build())
state in ('ERROR','STALLED') and not resource/id eq 'P06760-B21+2M212504P8'
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Union

from ._comfilter import Expr, Schema

Value = Union[str, int, float, Decimal, bool, datetime, None]


class Path:
    """A path of keys in a filter, such as `resource/id`. Its attributes and items are the paths below it.

    >>> from comfilter import jobs
    >>> jobs.results["count"].ge(3)
    <Expr results/count ge 3>

    The names are those of the API, with their case. A condition raises `ValueError` if the list has no such
    property, or the property does not take the value:

    >>> jobs.generation.gt("three")
    Traceback (most recent call last):
    ValueError: `generation` is an integer, and `'three'` is a string: ...
    """

    __slots__ = ("_path", "_schema")

    def __init__(self, schema: Schema, path: str) -> None:
        self._schema = schema
        self._path = path

    def __getattr__(self, name: str) -> Path:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Path:
        return Path(self._schema, f"{self._path}/{name}")

    def __str__(self) -> str:
        return self._path

    def __repr__(self) -> str:
        return f"<Path {self._path}>"

    def eq(self, value: Value) -> Expr:
        """Equal. A job without the property is equal to `None`."""
        return self._schema.term(self._path, "eq", value)

    def ne(self, value: Value) -> Expr:
        """Not equal, which is true for a job without the property."""
        return self._schema.term(self._path, "ne", value)

    def gt(self, value: Value) -> Expr:
        """Greater than, or after an instant."""
        return self._schema.term(self._path, "gt", value)

    def ge(self, value: Value) -> Expr:
        """Greater than or equal."""
        return self._schema.term(self._path, "ge", value)

    def lt(self, value: Value) -> Expr:
        """Less than, or before an instant."""
        return self._schema.term(self._path, "lt", value)

    def le(self, value: Value) -> Expr:
        """Less than or equal."""
        return self._schema.term(self._path, "le", value)

    def is_in(self, values: Iterable[Value]) -> Expr:
        """Equal to one of some values. An empty list raises `ValueError`: filters have none."""
        return self._schema.term_in(self._path, list(values) if not isinstance(values, str) else values)

    def contains(self, text: str) -> Expr:
        """Whether its string contains `text`."""
        return self._schema.term_contains(self._path, text)

    def has(self, value: Value) -> Expr:
        """Whether its array contains a value.

        >>> from comfilter import Paths, Schema
        >>> Paths(Schema("async-operations")).recommendations.has("retry")
        <Expr 'retry' in recommendations>
        """
        return self._schema.term_element(value, self._path)

    def lower(self) -> Path:
        """In lower case, for a comparison without case.

        >>> from comfilter import jobs
        >>> jobs.name.lower().eq("robin")
        <Expr tolower(name) eq 'robin'>
        """
        return Path(self._schema, f"tolower({self._path})")

    def upper(self) -> Path:
        """In upper case."""
        return Path(self._schema, f"toupper({self._path})")

    def is_null(self) -> Expr:
        """Null, or missing."""
        return self.eq(None)

    def is_not_null(self) -> Expr:
        """Neither null nor missing."""
        return self.ne(None)


class Paths:
    """The properties of a list, as attributes and items. `dir` lists them.

    >>> from comfilter import Paths, Schema
    >>> groups = Paths(Schema("groups"))
    >>> groups["name"].contains("Houston").build()
    <Filter of groups: contains(name,'Houston')>
    """

    __slots__ = ("_schema",)

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def __getattr__(self, name: str) -> Path:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, path: str) -> Path:
        return Path(self._schema, path)

    def __dir__(self) -> list[str]:
        return sorted({known.name.split("/")[0] for known in self._schema.properties})

    def __repr__(self) -> str:
        return f"<Paths of {self._schema.resource}>"


jobs = Paths(Schema("jobs"))
servers = Paths(Schema("servers"))
