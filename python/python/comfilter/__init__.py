"""Filters of HPE Compute Ops Management: checked, fixed, encoded, explained, compared and evaluated.

>>> import comfilter
>>> failed = comfilter.Filter("state eq 'ERROR'")
>>> failed.matches({"name": "a job", "state": "ERROR"})
True
>>> failed.query()
'filter=state%20eq%20%27ERROR%27'

A value from elsewhere never becomes syntax:

>>> from comfilter import jobs
>>> print((jobs.name.eq("O'Neil' or 1 eq 1") & jobs.generation.gt(3)).build())
name eq 'O''Neil'' or 1 eq 1' and generation gt 3
"""

from ._comfilter import (
    Comparison,
    Decoded,
    Diagnostic,
    Edit,
    Expr,
    Filter,
    FilterError,
    Fix,
    Fixed,
    Label,
    Mask,
    Property,
    RecordError,
    Scan,
    Schema,
    Template,
    check,
    compare,
    decode,
    encode,
    explain,
    fix,
)
from .builder import Path, Paths, jobs, servers

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
    "Path",
    "Paths",
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
    "jobs",
    "servers",
]
