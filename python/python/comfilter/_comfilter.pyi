"""The compiled part of the package, whose names are those of `comfilter`."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Generic, Literal, Protocol, TypeVar, final, overload

from .builder import Value

__all__ = [
    "Comparison",
    "Decoded",
    "Diagnostic",
    "Edit",
    "Expr",
    "Filter",
    "FilterError",
    "Fix",
    "Fixed",
    "Label",
    "Mask",
    "Property",
    "RecordError",
    "Scan",
    "Schema",
    "Template",
    "check",
    "compare",
    "decode",
    "encode",
    "explain",
    "fix",
]

_T = TypeVar("_T")
_Record = TypeVar("_Record", covariant=True)
_SchemaArgument = Schema | str | None
_Job = Mapping[str, Any] | str | bytes

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _BinaryFile(Protocol):
    def read(self, size: int, /) -> bytes: ...

class FilterError(ValueError):
    """A filter is invalid. Its message shows the first error with a caret under it."""

    diagnostics: list[Diagnostic]
    text: str

class RecordError(ValueError):
    """A record is not JSON, or not exactly one job."""

    index: int | None
    line: int
    column: int

@final
class Filter:
    """A filter without an error, in canonical text.

    `schema` is the list that it filters: a `Schema`, its name as in `Schema.names()`, by default jobs.
    Invalid text raises `FilterError`.
    """

    def __new__(cls, text: str, /, schema: _SchemaArgument = None) -> Filter: ...
    @property
    def schema(self) -> Schema: ...
    def query(self) -> str: ...
    def params(self) -> dict[str, str]: ...
    def explain(self) -> str: ...
    def matches(self, job: _Job) -> bool: ...
    def verdict(self, job: _Job) -> bool | None: ...
    def mask(
        self,
        array: _ArrowArray | _ArrowStream,
        /,
        *,
        strict: bool = False,
        at: str = "",
        errors: Literal["raise", "null"] = "raise",
        threads: int | None = None,
    ) -> Mask: ...
    @overload
    def scan(
        self,
        source: bytes | bytearray | _BinaryFile | os.PathLike[str],
        /,
        *,
        loads: None = None,
        strict: bool = False,
        invert: bool = False,
        at: str = "",
        errors: Literal["raise", "skip"] = "raise",
    ) -> Scan[dict[str, Any]]: ...
    @overload
    def scan(
        self,
        source: bytes | bytearray | _BinaryFile | os.PathLike[str],
        /,
        *,
        loads: Callable[[bytes], _T],
        strict: bool = False,
        invert: bool = False,
        at: str = "",
        errors: Literal["raise", "skip"] = "raise",
    ) -> Scan[_T]: ...
    def count(
        self,
        source: bytes | bytearray,
        /,
        *,
        strict: bool = False,
        at: str = "",
        errors: Literal["raise", "skip"] = "raise",
    ) -> int: ...

@final
class Mask:
    """The verdicts for the rows of an array: an Arrow array of booleans, with nulls."""

    def __len__(self) -> int: ...
    @property
    def matched(self) -> int: ...
    def to_list(self) -> list[bool | None]: ...
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

@final
class Scan(Iterator[_Record], Generic[_Record]):
    """The records of a stream that a filter selects, in their order."""

    def __iter__(self) -> Scan[_Record]: ...
    def __next__(self) -> _Record: ...
    @property
    def records(self) -> int: ...
    @property
    def matched(self) -> int: ...
    @property
    def failed(self) -> int: ...

@final
class Schema:
    """The properties of a list of the API, and the values that each may be compared with."""

    def __new__(cls, name: str = "jobs", /) -> Schema: ...
    @staticmethod
    def from_toml(text: str) -> Schema: ...
    @staticmethod
    def open() -> Schema: ...
    @staticmethod
    def names() -> list[str]: ...
    @property
    def resource(self) -> str: ...
    @property
    def path(self) -> str | None: ...
    @property
    def properties(self) -> list[Property]: ...
    def term(self, path: str, operator: str, value: Value) -> Expr: ...
    def term_in(self, path: str, values: Iterable[Value]) -> Expr: ...
    def term_contains(self, path: str, text: str) -> Expr: ...
    def term_element(self, value: Value, path: str) -> Expr: ...

@final
class Property:
    """A property of a list."""

    name: Final[str]
    type: Final[str]
    description: Final[str]
    values: Final[list[str]]
    open: Final[bool]

@final
class Expr:
    """One or more conditions, joined by `&`, `|` and `~`: a filter in the making."""

    def __and__(self, other: Expr, /) -> Expr: ...
    def __rand__(self, other: Expr, /) -> Expr: ...
    def __or__(self, other: Expr, /) -> Expr: ...
    def __ror__(self, other: Expr, /) -> Expr: ...
    def __invert__(self) -> Expr: ...
    @staticmethod
    def all(conditions: Sequence[Expr]) -> Expr: ...
    @staticmethod
    def any(conditions: Sequence[Expr]) -> Expr: ...
    def __bool__(self) -> bool: ...
    def build(self) -> Filter: ...

@final
class Template:
    """A filter with parameters, `@name`, in the places of values."""

    def __new__(cls, text: str, /, schema: _SchemaArgument = None) -> Template: ...
    @property
    def parameters(self) -> list[str]: ...
    def bind(self, **values: Value | Sequence[Value]) -> Filter: ...

@final
class Diagnostic:
    """One finding: its rule, its place in characters, the mistake with its reason, and a correction."""

    rule: Final[str]
    severity: Final[Literal["error", "warning", "hint"]]
    message: Final[str]
    help: Final[str | None]
    start: Final[int]
    end: Final[int]
    labels: Final[list[Label]]
    fix: Final[Fix | None]

@final
class Label:
    """Another place of a finding."""

    start: Final[int]
    end: Final[int]
    text: Final[str]

@final
class Fix:
    """A change of the text that removes a finding; `safe` if its intent is certain."""

    title: Final[str]
    safe: Final[bool]
    edits: Final[list[Edit]]

@final
class Edit:
    """The replacement of the characters from `start` up to `end`."""

    start: Final[int]
    end: Final[int]
    text: Final[str]

@final
class Fixed:
    """The text of a filter after its fixes, and their number."""

    text: Final[str]
    count: Final[int]

@final
class Decoded:
    """The filter of a request as the server reads it."""

    kind: Final[Literal["filter", "value", "query", "url", "command"]]
    filter: Final[str | None]
    meant: Final[str | None]
    parameters: Final[list[tuple[str, str]]]
    diagnostics: Final[list[Diagnostic]]
    filter_diagnostics: Final[list[Diagnostic]]

@final
class Comparison:
    """Two filters compared over all jobs, with jobs that show the relation."""

    relation: Final[Literal["equal", "a-implies-b", "b-implies-a", "disjoint", "overlap", "unknown"]]
    sentence: Final[str]
    both: Final[dict[str, Any] | None]
    only_a: Final[dict[str, Any] | None]
    only_b: Final[dict[str, Any] | None]

def check(text: str, /, schema: _SchemaArgument = None) -> list[Diagnostic]: ...
def fix(text: str, /, schema: _SchemaArgument = None, *, unsafe_fixes: bool = False) -> Fixed: ...
def encode(filter: Filter | str, /, schema: _SchemaArgument = None) -> str: ...
def decode(text: str, /, schema: _SchemaArgument = None) -> Decoded: ...
def explain(filter: Filter | str, /, schema: _SchemaArgument = None) -> str: ...
def compare(a: Filter | str, b: Filter | str, /, schema: _SchemaArgument = None) -> Comparison: ...
