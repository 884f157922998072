"""The filter of a Spark frame: `./test --spark` runs it."""

import json
import os
import re
import sys
from pathlib import Path

import pyarrow
import pytest
from cases import CASES, is_list
from pyspark.sql import SparkSession

import comfilter
from comfilter import Filter


@pytest.fixture(scope="module")
def session():
    # The executors need the package too.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()


def test_the_example_of_the_documents(session, tmp_path, capsys):
    root = Path(__file__).parents[2]
    _, _, page = (root / "docs/engines.md").read_text().partition("<!-- run: local -->\n```python\n")
    jobs = json.loads((root / "examples/jobs.json").read_text())["items"]
    folder = str(tmp_path / "jobs")
    session.createDataFrame([(json.dumps(job),) for job in jobs], "job string").write.parquet(folder)
    # The virtual machine keeps the folder that it started in.
    exec(page.partition("```")[0].replace('"jobs"', repr(folder)), {})
    names = re.findall(r"\w+\.New", capsys.readouterr().out)
    assert sorted(names) == ["FirmwareUpdate.New", "FirmwareUpdate.New", "GroupFirmwareUpdate.New"]


def test_cases_of_match(session):
    rows = sorted({job for _, _, jobs in CASES for job, _ in jobs if not is_list(job)})
    frame = session.createDataFrame([(number, row) for number, row in enumerate(rows)], "n int, j string")
    frame = frame.repartition(3).cache()
    for filter, _, jobs in CASES[::12]:
        verdicts = filter.mask(pyarrow.array(rows), errors="null").to_list()
        expected = [number for number, verdict in enumerate(verdicts) if verdict]
        found = comfilter.spark.filter(frame, filter, column="j", errors="null").select("n").collect()
        assert sorted(row.n for row in found) == expected, str(filter)
        assert {rows[number] for number in expected} >= {job for job, verdict in jobs if verdict and not is_list(job)}


def test_options(session):
    frame = session.createDataFrame([('{"data":{"name":"x"}}',), (None,)], "j string")
    assert comfilter.spark.filter(frame, "name eq 'x'", "j", "servers", at="data").count() == 1
    assert comfilter.spark.filter(frame, Filter("name eq 'x'"), column="j").count() == 0
    broken = session.createDataFrame([("{",)], "j string")
    with pytest.raises(Exception, match="record 0: line 1, column 1"):
        comfilter.spark.filter(broken, "name eq 'x'", column="j").count()
    with pytest.raises(ValueError, match="operator"):
        comfilter.spark.filter(frame, "name == 'x'", column="j")
