"""Masks of Arrow arrays."""

import gc
import os
import re
import subprocess
import sys
import threading

import datafusion
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from cases import CASES, is_list

from comfilter import Filter, RecordError

FAILED = Filter("state eq 'ERROR'")
NEXT = Filter("contains(status,'x')")


def from_duckdb(rows):
    table = pa.table({"j": pa.array(rows, pa.string())})
    return duckdb.connect().from_arrow(table).select("j").to_arrow_table()


def from_datafusion(rows):
    context = datafusion.SessionContext()
    table = pa.table({"j": pa.array(rows, pa.string())})
    return context.from_arrow(table).select("j")


FORMS = {
    "string": lambda rows: pa.array(rows, pa.string()),
    "large string": lambda rows: pa.array(rows, pa.large_string()),
    "string view": lambda rows: pa.array(rows, pa.string_view()),
    "binary": lambda rows: pa.array([row and row.encode() for row in rows], pa.binary()),
    "large binary": lambda rows: pa.array([row and row.encode() for row in rows], pa.large_binary()),
    "binary view": lambda rows: pa.array([row and row.encode() for row in rows], pa.binary_view()),
    "dictionary": lambda rows: pa.array(rows, pa.string()).dictionary_encode(),
    "dictionary of large strings": lambda rows: pa.DictionaryArray.from_arrays(
        pa.array(range(len(rows)), pa.uint16()), pa.array(rows, pa.large_string())
    ),
    "slice": lambda rows: pa.array(["{", *rows, "{"], pa.string()).slice(1, len(rows)),
    "slice of views": lambda rows: pa.array(["{", *rows, "{" * 20], pa.string_view()).slice(1, len(rows)),
    "chunks": lambda rows: pa.chunked_array([rows[:1], [], rows[1:3], rows[3:]], pa.string()),
    "chunks of dictionaries": lambda rows: pa.chunked_array([rows[:2], rows[2:]], pa.string()).dictionary_encode(),
    "table": lambda rows: pa.table({"j": pa.array(rows, pa.string())}),
    "batch": lambda rows: pa.record_batch({"j": pa.array(rows, pa.string())}),
    "reader": lambda rows: pa.table({"j": pa.array(rows, pa.string())}).to_reader(max_chunksize=2),
    "pandas": lambda rows: pd.Series(rows, dtype="str"),
    "polars": lambda rows: pl.Series(rows, dtype=pl.String),
    "polars, binary": lambda rows: pl.Series([row and row.encode() for row in rows], dtype=pl.Binary),
    "polars, categories": lambda rows: pl.Series(rows, dtype=pl.Categorical),
    "polars, frame": lambda rows: pl.DataFrame({"j": pl.Series(rows, dtype=pl.String)}),
}
SLOW_FORMS = {"duckdb": from_duckdb, "datafusion": from_datafusion}


@pytest.mark.parametrize("form", FORMS)
def test_all_cases_of_match(form):
    count = 0
    for filter, _, jobs in CASES:
        jobs = [(job, verdict) for job, verdict in jobs if not is_list(job)]
        rows = [job for job, _ in jobs] + [None]
        expected = [verdict for _, verdict in jobs] + [None]
        for strict in (False, True):
            mask = filter.mask(FORMS[form](rows), strict=strict)
            assert mask.to_list() == expected, str(filter)
            assert len(mask) == len(rows) and mask.matched == expected.count(True)
        count += len(jobs)
    assert count > 1000, count


@pytest.mark.parametrize("form", SLOW_FORMS)
def test_all_cases_of_match_in_engines(form):
    # One column for all filters, because each array goes through a query.
    rows = sorted({job for _, _, jobs in CASES for job, _ in jobs if not is_list(job) and "\\u0000" not in job})
    array = SLOW_FORMS[form](rows)
    for filter, _, jobs in CASES:
        verdicts = dict(jobs)
        found = filter.mask(array, errors="null").to_list()
        assert len(found) == len(rows)
        for row, verdict in zip(rows, found):
            assert verdict is verdicts.get(row, verdict), (str(filter), row)


def test_relations_of_duckdb():
    connection = duckdb.connect()
    connection.execute("""create table t as select '{"state":"' || s || '"}' as j from (values ('ERROR'), ('OK')) v(s)""")
    assert FAILED.mask(connection.sql("select j from t")).to_list() == [True, False]


def test_masks_are_arrays():
    mask = NEXT.mask(pa.array(['{"status":"x"}', "{}", None, '{"status":""}']))
    expected = [True, None, None, False]
    assert pa.array(mask).to_pylist() == expected and pa.array(mask).type == pa.bool_()
    assert pl.Series(mask).to_list() == expected
    assert repr(mask) == "<Mask of 4 rows, 1 matched>"
    # An export outlives its mask, and an export without a consumer is released.
    array = pa.array(mask)
    mask.__arrow_c_array__()
    del mask
    gc.collect()
    assert array.to_pylist() == expected
    frame = pl.DataFrame({"j": ['{"state":"ERROR"}', "{}"]})
    assert frame.filter(pl.Series(FAILED.mask(frame["j"]))).height == 1


def test_no_rows():
    for array in [pa.array([], pa.string()), pa.chunked_array([], pa.string()), pa.nulls(0)]:
        mask = FAILED.mask(array)
        assert mask.to_list() == [] and pa.array(mask).to_pylist() == []
    assert FAILED.mask(pa.nulls(3)).to_list() == [None] * 3
    assert FAILED.mask(pa.array([None, None], pa.string())).to_list() == [None] * 2
    nothing = pa.DictionaryArray.from_arrays(pa.array([None], pa.int8()), pa.array([], pa.string()))
    assert FAILED.mask(nothing).to_list() == [None]


@pytest.mark.parametrize("form", ["string", "string view", "dictionary", "chunks", "polars"])
def test_a_record_that_is_not_json(form):
    rows = ['{"state":"ERROR"}', None, "{}", '{"state":\n"' + "x" * 20, "{} {}", "", '{"state":"ERROR"}']
    with pytest.raises(RecordError, match=r"^record 3: line \d, column \d+: ") as caught:
        FAILED.mask(FORMS[form](rows))
    assert caught.value.index == 3
    mask = FAILED.mask(FORMS[form](rows), errors="null")
    assert mask.to_list() == [True, None, False, None, None, None, True]


def test_the_next_record_does_not_complete_one():
    for rows in [['{"state":"ERROR"', "}"], ['{"state":', '"ERROR"}'], ["{}{", "}"], ['{"items":[', "]}"]]:
        with pytest.raises(RecordError) as caught:
            FAILED.mask(pa.array(rows))
        assert caught.value.index == 0, rows
        assert FAILED.mask(pa.array(rows), errors="null").to_list() == [None, None]


def test_a_record_that_no_row_has_does_not_count():
    values = pa.array(["{", '{"state":"ERROR"}', None])
    array = pa.DictionaryArray.from_arrays(pa.array([1, None, 2, 1]), values)
    assert FAILED.mask(array).to_list() == [True, None, None, True]
    below = pa.array(["{}", "{"]).take(pa.array([0, None]))
    assert FAILED.mask(below).to_list() == [False, None]


def test_options():
    array = pa.array(['{"data":{"job":{"state":"ERROR"}},"x":01}', '{"state":"ERROR"}'])
    assert FAILED.mask(array, at="data/job").to_list() == [True, False]
    assert FAILED.mask(array, at="data/job", strict=True, errors="null").to_list() == [None, False]
    with pytest.raises(ValueError, match="`threads` is at least 1"):
        FAILED.mask(array, threads=0)
    with pytest.raises(ValueError, match=re.escape("'raise' or 'null'")):
        FAILED.mask(array, errors="skip")


def shifted(array, by):
    """The same array, whose offsets or views begin this number of bytes after an aligned place."""
    validity, places, *rest = array.buffers()
    places = pa.py_buffer(b"x" * by + places.to_pybytes()).slice(by)
    assert places.address % 16 == by
    return pa.Array.from_buffers(array.type, len(array), [validity, places, *rest])


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
@pytest.mark.parametrize("by", [1, 4, 8])
def test_buffers_that_are_not_aligned(kind, by):
    array = shifted(pa.array(["{}", '{"state":"ERROR"}', None], kind), by)
    for form in [array, pa.chunked_array([array])]:
        assert FAILED.mask(form).to_list() == [False, True, None]


@pytest.mark.parametrize(
    ("array", "message"),
    [
        ([1], "not list"),
        (pa.array([1]), "a column of JSON has strings or bytes, not Int64"),
        (pa.array([["x"]]), "strings or bytes, not List"),
        (pa.table({"a": ["x"], "b": ["y"]}), "the table has the columns a, b: give the one that has JSON"),
        (pa.array([1, 1]).dictionary_encode(), "not Int64"),
        (pl.Series([{"a": {"b": "x"}}]), "the table has the columns a"),
    ],
)
def test_arrays_without_json(array, message):
    with pytest.raises(TypeError, match=message):
        FAILED.mask(array)


def test_nulls_of_a_table():
    array = pa.StructArray.from_arrays([pa.array(["{}", '{"state":"ERROR"}'])], ["j"], mask=pa.array([False, True]))
    assert FAILED.mask(array).to_list() == [False, None]


ROWS = 30_000


def many(kind):
    rows = [f'{{"state":"{"ERROR" if row % 7 == 0 else "OK"}","status":{row % 3 or "null"},"x":"{row}"}}' for row in range(ROWS)]
    return pa.array(rows, kind)


@pytest.mark.parametrize("kind", [pa.string(), pa.string_view()])
@pytest.mark.parametrize("threads", [None, 1, 2, 5])
def test_threads_change_nothing(kind, threads):
    array = many(kind)
    chunks = [array.slice(start, 7001) for start in range(0, ROWS, 7001)]
    expected = [row % 7 == 0 for row in range(ROWS)]
    for given in [array, pa.chunked_array(chunks), pa.chunked_array([array.slice(row, 1) for row in range(50)])]:
        assert FAILED.mask(given, threads=threads).to_list() == expected[: len(given)]
    # The error is that of the first row, whichever thread is first.
    rows = array.to_pylist()
    rows[29_000] = rows[9_000] = rows[9_001] = "{"
    for _ in range(10):
        with pytest.raises(RecordError) as caught:
            FAILED.mask(pa.array(rows, kind), threads=threads)
        assert caught.value.index == 9_000


def stream(batches):
    return pa.RecordBatchReader.from_batches(pa.schema({"j": pa.string()}), batches)


def test_a_stream_of_python_is_read_by_any_thread():
    """Each thread asks the stream for its next batch, which needs the interpreter's lock: `mask` gives it up."""
    rows = ['{"state":"ERROR"}', "{}"] * 50
    reader = stream(pa.record_batch({"j": [row]}) for row in rows)
    assert FAILED.mask(reader, threads=2).to_list() == [True, False] * 50


@pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="the system does not list threads")
def test_one_part_needs_no_other_thread():
    threads = []

    def batches():
        threads.append(len(os.listdir("/proc/self/task")))
        yield pa.record_batch({"j": ["{}"]})
        threads.append(len(os.listdir("/proc/self/task")))

    assert FAILED.mask(stream(batches()), threads=8).to_list() == [False]
    before, at_the_end = threads
    assert at_the_end <= before


def test_a_system_without_more_threads():
    program = "import pyarrow as pa, comfilter; print(len(comfilter.Filter(\"name eq 'x'\").mask(pa.array(['{}'] * 9000), threads=4)))"
    # No system has memory for such a stack.
    environment = {**os.environ, "RUST_MIN_STACK": str(1 << 60)}
    assert subprocess.check_output([sys.executable, "-c", program], env=environment, text=True) == "9000\n"


def test_a_stream_that_fails():
    def batches():
        yield pa.record_batch({"j": ["{}"]})
        raise RuntimeError("the source is gone")

    with pytest.raises(ValueError, match="the source is gone"):
        FAILED.mask(stream(batches()))


class Foreign:
    """An array whose capsules are of other names."""

    def __arrow_c_array__(self, requested_schema=None):
        array, schema = pa.array(["{}"]).__arrow_c_array__()
        return schema, array


def test_capsules_of_another_kind():
    with pytest.raises(ValueError):
        FAILED.mask(Foreign())


class Taken:
    """An array that exports the same capsules twice."""

    def __init__(self, name):
        capsules = getattr(pa.chunked_array([["{}"]]) if "stream" in name else pa.array(["{}"]), name)()
        setattr(self, name, lambda requested_schema=None: capsules)


@pytest.mark.parametrize("name", ["__arrow_c_stream__", "__arrow_c_array__"])
def test_capsules_that_are_taken(name):
    array = Taken(name)
    assert FAILED.mask(array).to_list() == [False]
    with pytest.raises(ValueError):
        FAILED.mask(array)


def test_mask_and_verdict_agree():
    rows = [f'{{"status":{status}}}' for status in ('"x"', '""', "1", "null", '["x"]')] * 1000
    verdicts = [NEXT.verdict(row) for row in rows]
    assert NEXT.mask(pa.array(rows)).to_list() == verdicts and {True, False, None} <= set(verdicts)
