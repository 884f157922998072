#!/usr/bin/env bash
# Finding: of one column of names with a `;`, `|` or tab in each, duckdb takes that for
# the separator, drops the header, and makes the first name the header; quotes around
# the names help. ClickHouse takes a header for a row if all columns are strings, and
# cuts blanks around a string. A name such as 12-05-2024 is a date in both. duckdb sees
# that a file without a header has none if a column has numbers, and takes the first row
# away if not. An empty line of one column is a row in three, and is skipped by pandas
# and pyarrow, unless it is written as `""`.
# Packages: duckdb 2.0.1, chdb 4.4.0, polars 2.1.0, pandas 3.1.1, pyarrow 26.0.1 (PyPI).
# Why it matters: a list of names with `--format csv --header` loses a job and its
# column, and reports nothing.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 chdb==4.4.0 polars==2.1.0 pandas==3.1.1 pyarrow==26.0.1

cat > expected <<'END'
'name\nweb1;a\nweb2;b\n'
   duckdb => web1 a | web2/b
   clickhouse => c1 | name web1;a web2;b
   polars => name | web1;a web2;b
   pandas => name | web1;a web2;b
   pyarrow => name | web1;a web2;b
'name\nweb1|a\nweb2|b\n'
   duckdb => web1 a | web2/b
   clickhouse => c1 | name web1|a web2|b
   polars => name | web1|a web2|b
   pandas => name | web1|a web2|b
   pyarrow => name | web1|a web2|b
'name\nweb1\ta\nweb2\tb\n'
   duckdb => web1 a | web2/b
   clickhouse => c1 | name web1	a web2	b
   polars => name | web1	a web2	b
   pandas => name | web1	a web2	b
   pyarrow => name | web1	a web2	b
'name\n"web1;a"\n"web2;b"\n'
   duckdb => name | web1;a web2;b
   clickhouse => c1 | name web1;a web2;b
   polars => name | web1;a web2;b
   pandas => name | web1;a web2;b
   pyarrow => name | web1;a web2;b
'name\nweb1;a\nweb2\n'
   duckdb => name | web1;a web2
   clickhouse => c1 | name web1;a web2
   polars => name | web1;a web2
   pandas => name | web1;a web2
   pyarrow => name | web1;a web2
'name,state\nweb1,ERROR\nweb2,\n'
   duckdb => name state | web1/ERROR web2/None
   clickhouse => c1 c2 | name/state web1/ERROR web2/None
   polars => name state | web1/ERROR web2/None
   pandas => name state | web1/ERROR web2/nan
   pyarrow => name state | web1/ERROR web2/
'name,generation\nweb1,1\nweb2,2\n'
   duckdb => name generation | web1/1 web2/2
   clickhouse => name generation | web1/1 web2/2
   polars => name generation | web1/1 web2/2
   pandas => name generation | web1/1 web2/2
   pyarrow => name generation | web1/1 web2/2
'web1,1\nweb2,2\n'
   duckdb => column0 column1 | web1/1 web2/2
   clickhouse => c1 c2 | web1/1 web2/2
   polars => web1 1 | web2/2
   pandas => web1 1 | web2/2
   pyarrow => web1 1 | web2/2
'web1,ERROR\nweb2,DONE\n'
   duckdb => web1 ERROR | web2/DONE
   clickhouse => c1 c2 | web1/ERROR web2/DONE
   polars => web1 ERROR | web2/DONE
   pandas => web1 ERROR | web2/DONE
   pyarrow => web1 ERROR | web2/DONE
'name\n12-05-2024\n13-05-2024\n'
   duckdb => name | 2024-05-12 2024-05-13
   clickhouse => name | 2024-05-12 00:00:00 2024-05-13 00:00:00
   polars => name | 12-05-2024 13-05-2024
   pandas => name | 12-05-2024 13-05-2024
   pyarrow => name | 12-05-2024 13-05-2024
'name,state\n web1 ,ERROR\n'
   duckdb => name state |  web1 /ERROR
   clickhouse => c1 c2 | name/state web1/ERROR
   polars => name state |  web1 /ERROR
   pandas => name state |  web1 /ERROR
   pyarrow => name state |  web1 /ERROR
'status\n\nx\n'
   duckdb => status | None x
   clickhouse => c1 | status None x
   polars => status | None x
   pandas => status | x
   pyarrow => status | x
'status\n""\nx\n'
   duckdb => status | None x
   clickhouse => c1 | status  x
   polars => status |  x
   pandas => status | nan x
   pyarrow => status |  x
END

cat > probe.py <<'END'
import json

import chdb
import duckdb
import pandas
import polars
import pyarrow.csv


def clickhouse():
    names, _, *rows = (json.loads(line) for line in chdb.query("select * from file('jobs.csv')", "JSONCompactEachRowWithNamesAndTypes").bytes().decode().splitlines())
    return names, rows


def duck():
    relation = duckdb.sql("from 'jobs.csv'")
    return relation.columns, [[None if cell is None else str(cell) for cell in row] for row in relation.fetchall()]


readers = {
    "duckdb": duck, "clickhouse": clickhouse,
    "polars": lambda: (polars.read_csv("jobs.csv").columns, polars.read_csv("jobs.csv").rows()),
    "pandas": lambda: (list(pandas.read_csv("jobs.csv")), pandas.read_csv("jobs.csv").astype(object).values.tolist()),
    "pyarrow": lambda: (pyarrow.csv.read_csv("jobs.csv").column_names, [list(row.values()) for row in pyarrow.csv.read_csv("jobs.csv").to_pylist()]),
}
for text in (
    "name\nweb1;a\nweb2;b\n", "name\nweb1|a\nweb2|b\n", "name\nweb1\ta\nweb2\tb\n", 'name\n"web1;a"\n"web2;b"\n', "name\nweb1;a\nweb2\n",
    "name,state\nweb1,ERROR\nweb2,\n", "name,generation\nweb1,1\nweb2,2\n", "web1,1\nweb2,2\n", "web1,ERROR\nweb2,DONE\n", "name\n12-05-2024\n13-05-2024\n", "name,state\n web1 ,ERROR\n", "status\n\nx\n", 'status\n""\nx\n',
):
    with open("jobs.csv", "w") as jobs:
        jobs.write(text)
    print(repr(text))
    for name, read in readers.items():
        columns, rows = read()
        print("  ", name, "=>", *columns, "|", *("/".join(map(str, row)) for row in rows))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
