#!/usr/bin/env bash
# Finding: one RSQL query selects other records in three translators. In rsql-mongodb
# `,` (or) binds before `;` (and), against RSQL and @rsql/parser: `i==one,i==ten;g==99`
# selects nothing. `null` is null in two and the string "null" in pyrsql, where `s!=x`
# leaves out null; rsql-mongodb takes it. A quoted `*` is a letter in rsql-mongodb and a
# wildcard in pyrsql; rsqlalchemy compares with the quotes too. `s==007` is the number 7
# in one. `=out=(x,null)` leaves out null, nothing or everything.
# Packages: rsql-mongodb 3.0.2, mingo 7.2.7, @rsql/parser 1.6.0 (npm); pyrsql 0.0.6,
# rsqlalchemy 0.0.1, sqlalchemy 2.1.9 (PyPI).
# Why it matters: a condition of this API, written in RSQL for another service, depends
# on the database under it: `state eq 'ERROR' or a and b` needs parentheses there.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts rsql-mongodb@3.0.2 mingo@7.2.7 @rsql/parser@1.6.0 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyrsql==0.0.6 rsqlalchemy==0.0.1 sqlalchemy==2.1.9

cat > expected <<'END'
rsql-mongodb: i==one,i==ten;g==99 => (nothing)
rsql-mongodb: g==1;i==one,i==ten => one
rsql-mongodb: s==null => null
rsql-mongodb: s=="null" => word
rsql-mongodb: s!=x => null ten star axb digits word
rsql-mongodb: s=in=(x,null) => null one
rsql-mongodb: s=out=(x,null) => ten star axb digits word
rsql-mongodb: s=="a*b" => star
rsql-mongodb: s==a*b => star
rsql-mongodb: s==007 => (nothing)
@rsql/parser: i==one,i==ten;g==99 => (i , (i ; g))
@rsql/parser: g==1;i==one,i==ten => ((g ; i) , i)
pyrsql: i==one,i==ten;g==99 => one
pyrsql: g==1;i==one,i==ten => one ten
pyrsql: s==null => word
pyrsql: s=="null" => word
pyrsql: s!=x => ten star axb digits word
pyrsql: s=in=(x,null) => one word
pyrsql: s=out=(x,null) => ten star axb digits
pyrsql: s=="a*b" => star axb
pyrsql: s==a*b => star axb
pyrsql: s==007 => digits
rsqlalchemy: i==one,i==ten;g==99 => one
rsqlalchemy: g==1;i==one,i==ten => one ten
rsqlalchemy: s==null => null
rsqlalchemy: s=="null" => (nothing)
rsqlalchemy: s!=x => ValueError
rsqlalchemy: s=in=(x,null) => one
rsqlalchemy: s=out=(x,null) => (nothing)
rsqlalchemy: s=="a*b" => (nothing)
rsqlalchemy: s==a*b => star axb
rsqlalchemy: s==007 => digits
END

cat > rows.json <<'END'
[
  {"i": "null", "g": null, "s": null}, {"i": "one", "g": 1, "s": "x"}, {"i": "ten", "g": 10, "s": "X"}, {"i": "star", "g": 9, "s": "a*b"},
  {"i": "axb", "g": 3, "s": "axb"}, {"i": "digits", "g": 7, "s": "007"}, {"i": "word", "g": 8, "s": "null"}
]
END
cat > queries.json <<'END'
["i==one,i==ten;g==99", "g==1;i==one,i==ten", "s==null", "s==\"null\"", "s!=x", "s=in=(x,null)", "s=out=(x,null)", "s==\"a*b\"", "s==a*b", "s==007"]
END
cat > probe.mjs <<'END'
import { readFileSync } from 'node:fs';
import { Query } from 'mingo';
import { parse } from '@rsql/parser';
import mongo from 'rsql-mongodb';

const [rows, queries] = ['rows.json', 'queries.json'].map((name) => JSON.parse(readFileSync(name, 'utf8')));
for (const query of queries) {
  const test = new Query(mongo(query));
  console.log(`rsql-mongodb: ${query} => ${rows.filter((row) => test.test(row)).map((row) => row.i).join(' ') || '(nothing)'}`);
}
const shape = (node) => node.type === 'LOGIC' ? `(${shape(node.left)} ${node.operator} ${shape(node.right)})` : node.left.selector;
for (const query of queries.slice(0, 2)) console.log(`@rsql/parser: ${query} => ${shape(parse(query))}`);
END
node probe.mjs > seen
cat > probe.py <<'END'
import json

import pyrsql
from pyrsql.orms.sqlalchemy import SQLAlchemyORM
from rsqlalchemy.parse import query_to_sql
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass

class Row(Base):
    __tablename__ = "row"
    i: Mapped[str] = mapped_column(primary_key=True)
    g: Mapped[int | None]
    s: Mapped[str | None]

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
session.add_all(Row(**row) for row in json.load(open("rows.json")))
session.commit()
orm = SQLAlchemyORM()
readers = {
    "pyrsql": lambda query: pyrsql.parse(query).apply(select(Row), Row, orm=orm),
    "rsqlalchemy": lambda query: select(Row).where(query_to_sql(Row, query)),
}
order = [row["i"] for row in json.load(open("rows.json"))]
for name, read in readers.items():
    for query in json.load(open("queries.json")):
        try:
            found = " ".join(sorted((row.i for row in session.scalars(read(query))), key=order.index)) or "(nothing)"
        except ValueError as error:
            found = type(error).__name__
        print(f"{name}: {query} => {found}")
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
