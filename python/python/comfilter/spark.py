"""Filters over a column of JSON in Spark, by Arrow: no row becomes an object of Python.

It needs `pyspark` and `pyarrow`, and this package where the executors run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, Union

from ._comfilter import Filter, Schema

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame


def filter(
    frame: DataFrame,
    filter: Union[Filter, str],
    column: str,
    schema: Union[Schema, str, None] = None,
    *,
    strict: bool = False,
    at: str = "",
    errors: Literal["raise", "null"] = "raise",
) -> DataFrame:
    """The rows of a frame whose job, as JSON in `column`, the filter selects.

    The column contains strings or bytes. `strict`, `at` and `errors` are those of `Filter.mask`; the index of a
    `RecordError` is the place in its batch.

        failed = comfilter.spark.filter(frame, "state eq 'ERROR'", column="j")
    """
    checked = filter if isinstance(filter, Filter) else Filter(filter, schema)

    def select(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        for batch in batches:
            # Spark runs one task for each core, so a task has one thread.
            mask = checked.mask(batch.column(column), strict=strict, at=at, errors=errors, threads=1)
            yield batch.filter(pyarrow.array(mask))

    result: Any = frame.mapInArrow(select, frame.schema)
    return result
