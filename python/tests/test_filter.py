"""Filters over single jobs, and their text."""

import json
import math
import pickle
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum, IntEnum
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

import pytest
from cases import CASES, is_list
from hypothesis import given
from hypothesis import strategies as st

import comfilter
from comfilter import Filter, FilterError, RecordError, Schema


def test_all_cases_of_match():
    count = 0
    for filter, only_bytes, jobs in CASES:
        for job, verdict in jobs:
            if is_list(job):
                continue
            forms = [job, job.encode()] + ([] if only_bytes else [json.loads(job)])
            for form in forms:
                assert filter.verdict(form) is verdict, (str(filter), form)
                assert filter.matches(form) is (verdict is True), (str(filter), form)
                count += 1
    assert count > 3000, count


def test_numbers_of_a_mapping_are_exact():
    number = 12345678901234567890123456789
    assert Filter(f"results/n eq {number}.0").matches({"results": {"n": number}})
    assert not Filter(f"results/n eq {number}.0").matches({"results": {"n": number + 1}})
    assert Filter("results/n eq 0.1").matches({"results": {"n": 0.1}})
    assert Filter("results/n gt 0.3").matches({"results": {"n": 0.1 + 0.2}})


def test_values_of_a_mapping():
    class State(str, Enum):
        ERROR = "ERROR"

    class Level(IntEnum):
        HIGH = 3

    assert Filter("state eq 'ERROR'").matches({"state": State.ERROR})
    assert Filter("generation eq 3").matches({"generation": Level.HIGH})
    assert Filter("generation eq null").matches(OrderedDict(generation=None))
    assert Filter("state eq 'ERROR'").matches(MappingProxyType({"state": "ERROR", "x": (1, [{}])}))
    assert Filter("name eq '\U0001f600\"\\\n'").matches({"name": '\U0001f600"\\\n'})


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_no_json_has_such_a_number(number):
    with pytest.raises(ValueError, match="JSON has no number"):
        Filter("state eq 'ERROR'").matches({"x": [number]})


@pytest.mark.parametrize(
    ("job", "message"),
    [
        ({1: 2}, "a key of a job is a str, not int"),
        ({"x": {1}}, "JSON has no value of the type set"),
        (3, "a job is a dict, or JSON as str or bytes, not int"),
        ([], "not list"),
    ],
)
def test_a_value_that_is_not_json(job, message):
    with pytest.raises(TypeError, match=message):
        Filter("state eq 'ERROR'").matches(job)


def test_a_mapping_that_contains_itself():
    job = {}
    job["a"] = job
    with pytest.raises(ValueError, match="nests deeper than 128"):
        Filter("state eq 'ERROR'").matches(job)
    # Its depth is 8, and its JSON would have 128 MiB.
    shared = ["x" * (1 << 20)]
    for _ in range(7):
        shared = [shared, shared]
    with pytest.raises(ValueError, match="more than 64 MiB"):
        Filter("state eq 'ERROR'").matches({"a": shared})


def test_a_mapping_that_changes_meanwhile():
    class Changing(Mapping):
        def __getitem__(self, key):
            return {}[key]

        def __len__(self):
            return 0

        def __iter__(self):
            change(job)
            return iter(())

    filter = Filter("state eq 'ERROR'")
    for change in [lambda job: job.update(y=1), lambda job: job.pop("x")]:
        job = {"x": Changing(), "state": "ERROR"}
        with pytest.raises(RuntimeError, match="a dict of the job changed its size"):
            filter.matches(job)
    # The same size: another key is the last.
    change = lambda job: job.update(y=job.pop("x"))
    job = {"x": Changing(), "state": "ERROR"}
    assert filter.matches(job) and list(job) == ["state", "y"]


def test_lone_surrogates_are_not_text():
    with pytest.raises(UnicodeEncodeError):
        Filter("state eq 'ERROR'").matches({"state": "\ud800"})


@pytest.mark.parametrize("record", ["", "{", "[]", "{} {}", '{"items":[]}', "null", '{"state":"ERROR"'])
def test_what_is_not_one_job(record):
    for ask in (Filter("state eq 'ERROR'").matches, Filter("state eq 'ERROR'").verdict):
        with pytest.raises(RecordError) as caught:
            ask(record)
        assert caught.value.index is None and caught.value.line == 1


def test_errors_have_a_caret_and_all_findings():
    with pytest.raises(FilterError) as caught:
        Filter("é eq 'x' and state == 'ERROR'")
    error = caught.value
    assert isinstance(error, ValueError)
    assert "\n  é eq 'x'" in str(error) and "\n  ^\n" in str(error) and "and one more error" in str(error)
    assert error.text == "é eq 'x' and state == 'ERROR'"
    # Places count characters.
    places = [error.text[found.start : found.end] for found in error.diagnostics if found.severity == "error"]
    assert places == ["é", "=="]


def test_filters_are_values():
    one, same = Filter("state eq 'ERROR'"), Filter("state   eq 'ERROR'", Schema("jobs"))
    other = Filter("name eq 'x'", "servers")
    assert one == same and hash(one) == hash(same) and one != other and one != "state eq 'ERROR'"
    assert str(one) == "state eq 'ERROR'" and repr(other) == "<Filter of servers: name eq 'x'>"
    toml = 'resource = "racks"\nedition = "1"\n[sources]\np = "p"\n[[property]]\nname = "height"\n'
    toml += 'type = "integer"\ndescription = "in units"\nsource = "p"\n'
    for schema in [Schema("groups"), Schema.open(), Schema.from_toml(toml), Schema("v1beta2/groups")]:
        again = pickle.loads(pickle.dumps(schema))
        assert again == schema and repr(again) == repr(schema)
    for filter in [one, other, Filter("height gt 3", Schema.from_toml(toml)), Filter("x eq 1", Schema.open())]:
        again = pickle.loads(pickle.dumps(filter))
        assert again == filter and again.schema == filter.schema


# The command is in the same wheel.
COMMAND = Path(sys.executable).with_name("comfilter")


def test_the_command_has_the_version_of_the_package():
    printed = subprocess.check_output([COMMAND, "--version"], text=True)
    assert printed.split()[:2] == ["comfilter", version("comfilter")]


def test_every_list_has_a_schema():
    lists = json.loads(subprocess.check_output([COMMAND, "resources", "--format", "json"]))
    names = Schema.names()
    assert names == [known["name"] for known in lists] and {"jobs", "servers"} <= set(names)
    for name in names:
        try:
            schema = Schema(name)
        except ValueError as error:
            # Versions distinguish two lists of one name.
            assert "may be" in str(error)
            continue
        assert schema.resource and (schema.properties or name == "reports/data"), name
    state = next(known for known in Schema().properties if known.name == "state")
    assert state.type == "string" and "ERROR" in state.values and state.description and not state.open


@given(st.text())
def test_no_text_panics(text):
    try:
        filter = Filter(text, Schema.open())
    except FilterError as error:
        assert error.diagnostics and error.text == text
    else:
        assert Filter(str(filter), Schema.open()) == filter
    comfilter.check(text)
    comfilter.decode(text)
    comfilter.fix(text, unsafe_fixes=True)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
FILTERS = [
    Filter(text)
    for text in (
        "results/a gt 3",
        "results/b eq 'x' or contains(results/a,'1')",
        "not contains(results/c,'') and results/a ne null",
        "results/a in (1,true,'a',null)",
    )
]


@given(st.dictionaries(st.sampled_from("abc"), JSON))
def test_a_mapping_has_the_verdict_of_its_json(results):
    job = {"results": results}
    for filter in FILTERS:
        assert filter.verdict(job) is filter.verdict(json.dumps(job)) is filter.verdict(json.dumps(job).encode())


def test_a_filter_is_shared_by_threads():
    filter, wrong = Filter("state eq 'ERROR'"), []

    def work():
        for number in range(2000):
            if filter.matches({"state": "ERROR" if number % 2 else "OK"}) is not bool(number % 2):
                wrong.append(number)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_decimals():
    filter = comfilter.jobs.results.ratio.lt(Decimal("0.10000000000000000001")).build()
    assert str(filter) == "results/ratio lt 0.10000000000000000001"
    assert filter.matches('{"results":{"ratio":0.1}}')
