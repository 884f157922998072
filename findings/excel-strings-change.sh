#!/usr/bin/env bash
# Finding: a cell that is marked as a string does not come back as the string.
# pandas.read_excel makes 7 of "007", 1000 of "1e3", True of "true" and NaN of "null"
# and "NA". pandas and polars write "internal:A1" and "mailto:x" as links and lose the
# prefix. A string with `_x0041_` from openpyxl is read with an A by calamine and
# polars, and a CR LF from the others has the letters `_x000D_` for openpyxl and pandas.
# 0.1 + 0.2 is 0.3 on return, and 9007199254740993 is …992.
# Packages: openpyxl 3.1.5, xlsxwriter 3.3.1, pandas 3.1.1, polars 2.1.0,
# python-calamine 0.9.1, fastexcel 0.21.0 (PyPI).
# Why it matters: lists of servers and jobs travel as workbooks, and a filter of the ids
# read back selects nothing.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 xlsxwriter==3.3.1 pandas==3.1.1 polars==2.1.0 python-calamine==0.9.1 fastexcel==0.21.0

cat > expected <<'END'
'007' openpyxl => pandas '7' int64
'007' pandas => pandas '7' int64
'007' polars => pandas '7' int64
'1e3' openpyxl => pandas '1000.0' float64
'1e3' pandas => pandas '1000.0' float64
'1e3' polars => pandas '1000.0' float64
'true' openpyxl => pandas 'True' bool
'true' pandas => pandas 'True' bool
'true' polars => pandas 'True' bool
'null' openpyxl => pandas 'nan' float64
'null' pandas => pandas 'nan' float64
'null' polars => pandas 'nan' float64
'NA' openpyxl => pandas 'nan' float64
'NA' pandas => pandas 'nan' float64
'NA' polars => pandas 'nan' float64
'2024-05-06T07:08:09Z' openpyxl =>
'2024-05-06T07:08:09Z' pandas =>
'2024-05-06T07:08:09Z' polars =>
'internal:A1' openpyxl =>
'internal:A1' pandas => openpyxl 'A1' str calamine 'A1' str pandas 'A1' str polars 'A1' str
'internal:A1' polars => openpyxl 'A1' str calamine 'A1' str pandas 'A1' str polars 'A1' str
'mailto:x' openpyxl =>
'mailto:x' pandas => openpyxl 'x' str calamine 'x' str pandas 'x' str polars 'x' str
'mailto:x' polars => openpyxl 'x' str calamine 'x' str pandas 'x' str polars 'x' str
'job_x0041_1' openpyxl => calamine 'jobA1' str polars 'jobA1' str
'job_x0041_1' pandas =>
'job_x0041_1' polars =>
'a\r\nb' openpyxl => openpyxl 'a\nb' str calamine 'a\nb' str pandas 'a\nb' str polars 'a\nb' str
'a\r\nb' pandas => openpyxl 'a_x000D_\nb' str pandas 'a_x000D_\nb' str
'a\r\nb' polars => openpyxl 'a_x000D_\nb' str pandas 'a_x000D_\nb' str
0.30000000000000004 openpyxl => openpyxl '0.3' float calamine '0.3' float pandas '0.3' float64 polars '0.3' float
0.30000000000000004 pandas => openpyxl '0.3' float calamine '0.3' float pandas '0.3' float64 polars '0.3' float
0.30000000000000004 polars => openpyxl '0.3' float calamine '0.3' float pandas '0.3' float64 polars '0.3' float
9007199254740993 openpyxl => openpyxl '9007199254740992' int calamine '9007199254740992.0' float pandas '9007199254740992' int64 polars '9007199254740992' int
9007199254740993 pandas => openpyxl '9007199254740992' int calamine '9007199254740992.0' float pandas '9007199254740992' int64 polars '9007199254740992' int
9007199254740993 polars => openpyxl '9007199254740992' int calamine '9007199254740992.0' float pandas '9007199254740992' int64 polars '9007199254740992' int
END

cat > probe.py <<'END'
import warnings

import openpyxl
import pandas
import polars
import python_calamine

warnings.simplefilter("ignore")


def openpyxl_write(value):
    book = openpyxl.Workbook()
    book.active["A1"] = value
    book.save("book.xlsx")


writers = {
    "openpyxl": openpyxl_write,
    "pandas": lambda value: pandas.DataFrame([value]).to_excel("book.xlsx", index=False, header=False, engine="xlsxwriter"),
    "polars": lambda value: polars.DataFrame([[value]]).write_excel("book.xlsx", include_header=False),
}
readers = {
    "openpyxl": lambda: openpyxl.load_workbook("book.xlsx").worksheets[0]["A1"].value,
    "calamine": lambda: python_calamine.load_workbook("book.xlsx").get_sheet_by_index(0).to_python()[0][0],
    "pandas": lambda: pandas.read_excel("book.xlsx", header=None, engine="openpyxl").iloc[0, 0],
    "polars": lambda: polars.read_excel("book.xlsx", has_header=False).item(),
}
for value in ("007", "1e3", "true", "null", "NA", "2024-05-06T07:08:09Z", "internal:A1", "mailto:x", "job_x0041_1", "a\r\nb", 0.1 + 0.2, 9007199254740993):
    for name, write in writers.items():
        write(value)
        found = {reader: read() for reader, read in readers.items()}
        print(repr(value), name, "=>", *(f"{reader} {str(read)!r} {type(read).__name__}" for reader, read in found.items() if type(read) is not type(value) or read != value))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
