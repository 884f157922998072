#!/usr/bin/env bash
# Finding: five builders of OData filters for Python write five filters for one condition.
# python-odata writes `b eq false` for `b == None`, which selects what is false and leaves out
# null. PyOData1C and odata-request-parser write None, and the latter quotes everything:
# `g eq '1'`. An aware time keeps its offset in two, loses it without a conversion in
# python-1c-odata, and its fraction in fms-odata-py. An empty list is `()` in PyOData1C, and a
# string is a list of its letters. In python-1c-odata `any` of a condition with a timestamp as
# text is `d/t gt 2024-05-06d/T07:08:09d/Z`, and `1 < g < 5`, as Python allows it, is the second
# half. `and` instead of `&` is the last condition in two.
# Packages: python-odata 0.8.1, PyOData1C 0.0.9, python-1c-odata 0.6.0, fms-odata-py 0.2.0,
# odata-request-parser 0.2 (PyPI).
# Why it matters: the jobs without a value are the unfinished ones, and a condition on null
# selects the wrong ones, without an error.
# Seen on 2026-12-01. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-odata==0.8.1 PyOData1C==0.0.9 python-1c-odata==0.6.0 fms-odata-py==0.2.0 odata-request-parser==0.2

cat > expected <<'END'
b is null
   python-odata => b eq false
   PyOData1C => b eq None
   python-1c-odata => b eq null
   fms-odata-py => b eq null
   odata-request-parser => b eq 'None'
g is 1
   python-odata => g eq 1
   PyOData1C => g eq 1
   odata-request-parser => g eq '1'
t after 09:08:09.123456+02:00
   python-odata => t gt 2024-05-06T09:08:09.123456+02:00
   PyOData1C => t gt datetime'2024-05-06T09:08:09+02:00'
   python-1c-odata => t gt datetime'2024-05-06T09:08:09'
   fms-odata-py => t gt 2024-05-06T09:08:09+02:00
   odata-request-parser => t gt '2024-05-06 09:08:09.123456+02:00'
s in a list
   PyOData1C, empty => () and g eq 1
   PyOData1C, a string => (s eq 'O' or s eq 'K') and g eq 1
   odata-request-parser, empty => ()
any
   python-1c-odata, a time => l/any(d: d/t gt 2024-05-06d/T07:08:09d/Z)
   python-1c-odata, a number => l/any(d: d/g eq 1d/e+22)
Python's words
   python-odata, and => g eq 1
   python-1c-odata, and => g eq 1
   python-1c-odata, 1 < g < 5 => g lt 5
   python-1c-odata, & of text => (s eq 'x') and ('g eq 1')
END

cat > probe.py <<'END'
from datetime import datetime, timedelta, timezone

from fms_odata.query import filter_factory as f
from odata.property import BooleanProperty, DatetimeProperty, IntegerProperty, StringProperty
from odata_request_parser.main import OdataFilterParser
from python_1c_odata.filter import F
from PyOData1C.odata import Q

time = datetime(2024, 5, 6, 9, 8, 9, 123456, tzinfo=timezone(timedelta(hours=2)))
b, g, s, t = BooleanProperty("b"), IntegerProperty("g"), StringProperty("s"), DatetimeProperty("t")
parse = OdataFilterParser().parse
conditions = {
    "b is null": {
        "python-odata": lambda: b == None,
        "PyOData1C": lambda: Q(b=None),
        "python-1c-odata": lambda: F("b") == None,
        "fms-odata-py": lambda: f.eq("b", None),
        "odata-request-parser": lambda: parse([{"_eq": {"b": None}}]),
    },
    "g is 1": {
        "python-odata": lambda: g == 1,
        "PyOData1C": lambda: Q(g=1),
        "odata-request-parser": lambda: parse([{"_eq": {"g": 1}}]),
    },
    "t after 09:08:09.123456+02:00": {
        "python-odata": lambda: t > time,
        "PyOData1C": lambda: Q(t__gt=time),
        "python-1c-odata": lambda: F("t") > time,
        "fms-odata-py": lambda: f.gt("t", time),
        "odata-request-parser": lambda: parse([{"_gt": {"t": time}}]),
    },
    "s in a list": {
        "PyOData1C, empty": lambda: Q(s__in=[], g=1),
        "PyOData1C, a string": lambda: Q(s__in="OK", g=1),
        "odata-request-parser, empty": lambda: parse([{"_or": []}]),
    },
    "any": {
        "python-1c-odata, a time": lambda: F("l").any("t gt 2024-05-06T07:08:09Z"),
        "python-1c-odata, a number": lambda: F("l").any(F("g") == 1e22),
    },
    "Python's words": {
        "python-odata, and": lambda: (s == "x") and (g == 1),
        "python-1c-odata, and": lambda: (F("s") == "x") and (F("g") == 1),
        "python-1c-odata, 1 < g < 5": lambda: 1 < F("g") < 5,
        "python-1c-odata, & of text": lambda: (F("s") == "x") & "g eq 1",
    },
}
for name, builders in conditions.items():
    print(name)
    for builder, build in builders.items():
        print("  ", builder, "=>", build())
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
