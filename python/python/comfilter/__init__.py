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

from . import _comfilter, spark
from ._comfilter import *
from .builder import Path, Paths, jobs, servers

__all__ = ["Path", "Paths", "jobs", "servers", "spark"]
__all__ += _comfilter.__all__
