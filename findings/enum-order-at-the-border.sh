#!/usr/bin/env bash
# Finding: of an enum declared STALLED, ERROR, COMPLETE, duckdb sorts and takes the
# maximum by the declaration, and `> 'ERROR'`, as literal or parameter, compares
# strings: STALLED, not COMPLETE. With `'ERROR'::st` it is COMPLETE. polars compares its
# Enum with a string by the declaration. At the border the order is lost: duckdb reads a
# polars Enum and an ordered dictionary as VARCHAR, polars reads the enum of duckdb and
# an ordered dictionary of pyarrow as a Categorical without order, and pandas keeps it.
# Packages: duckdb 2.0.1, polars 2.1.0, pyarrow 26.0.1, pandas 3.1.1 (PyPI).
# Why it matters: `state ge 'ERROR'` over one frame selects other rows in each of two
# engines that share its memory.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 polars==2.1.0 pyarrow==26.0.1 pandas==3.1.1

cat > expected <<'END'
duckdb
   order by s => STALLED ERROR COMPLETE
   max(s) => COMPLETE
   s > 'ERROR' => STALLED
   s > ? => STALLED
   s > 'ERROR'::st => COMPLETE
   greatest(s, 'ERROR') => STALLED ERROR ERROR
polars Enum Enum(categories=['STALLED', 'ERROR', 'COMPLETE'])
   max => COMPLETE
   > ERROR => COMPLETE
duckdb to polars Categorical
   max => STALLED
   > ERROR => STALLED
pyarrow to polars Categorical
   max => STALLED
   > ERROR => STALLED
duckdb to pandas category
   max => COMPLETE
   > ERROR => COMPLETE
polars to pandas category
   max => COMPLETE
   > ERROR => COMPLETE
pyarrow to pandas category
   max => COMPLETE
   > ERROR => COMPLETE
polars to duckdb VARCHAR
   max => STALLED
   > ERROR => STALLED
pyarrow to duckdb VARCHAR
   max => STALLED
   > ERROR => STALLED
pandas to duckdb ENUM('STALLED', 'ERROR', 'COMPLETE')
   max => COMPLETE
   > ERROR => STALLED
END

cat > probe.py <<'END'
import duckdb
import pandas
import polars
import pyarrow

states = ["STALLED", "ERROR", "COMPLETE"]
duck = duckdb.connect()
duck.execute("create type st as enum('STALLED', 'ERROR', 'COMPLETE')")
duck.execute("create table rows(s st)")
duck.executemany("insert into rows values (?)", [[s] for s in states])


def sql(query, *parameters):
    return [str(s) for s, in duck.execute(query, parameters).fetchall()]


print("duckdb")
print("   order by s =>", *sql("select s from rows order by s"))
print("   max(s) =>", *sql("select max(s) from rows"))
print("   s > 'ERROR' =>", *sql("select s from rows where s > 'ERROR'"))
print("   s > ? =>", *sql("select s from rows where s > ?", "ERROR"))
print("   s > 'ERROR'::st =>", *sql("select s from rows where s > 'ERROR'::st"))
print("   greatest(s, 'ERROR') =>", *sql("select greatest(s, 'ERROR') from rows"))
dictionary = pyarrow.table({"s": pyarrow.DictionaryArray.from_arrays(pyarrow.array([0, 1, 2]), states, ordered=True)})
enum = polars.DataFrame({"s": polars.Series(states, dtype=polars.Enum(states))})
for name, frame in (
    ("polars Enum", enum),
    ("duckdb to polars", duck.sql("from rows").pl()),
    ("pyarrow to polars", polars.from_arrow(dictionary)),
):
    print(name, frame.schema["s"])
    print("   max =>", frame["s"].max())
    print("   > ERROR =>", *frame.filter(polars.col("s") > "ERROR")["s"])
for name, frame in (("duckdb to pandas", duck.sql("from rows").df()), ("polars to pandas", enum.to_pandas()), ("pyarrow to pandas", dictionary.to_pandas())):
    print(name, frame.s.dtype)
    print("   max =>", frame.s.max() if frame.s.cat.ordered else "without order")
    print("   > ERROR =>", *frame.s[frame.s > "ERROR"] if frame.s.cat.ordered else ())
for name, frame in (("polars to duckdb", enum), ("pyarrow to duckdb", dictionary), ("pandas to duckdb", dictionary.to_pandas())):
    duck.register("frame", frame)
    print(name, *sql("select typeof(s) from frame limit 1"))
    print("   max =>", *sql("select max(s) from frame"))
    print("   > ERROR =>", *sql("select s from frame where s > 'ERROR'"))
    duck.unregister("frame")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
