"""Measures `Filter.mask` beside the scan of the same bytes, and beside DuckDB, with one thread.

Run it in the environment of `./test`, with a wheel of `./build`. Each engine answers each question in turn, in one
process, and the median of the processor's time counts, which other programs change least.
"""

import argparse
import json
import random
import resource
import statistics
import time
import uuid

import duckdb
import pyarrow as pa

from comfilter import Filter

STATES = ["PENDING", "RUNNING", "COMPLETE", "COMPLETE", "COMPLETE", "STALLED", "ERROR"]

# Each filter with the condition in DuckDB's SQL that gives the same verdicts.
QUESTIONS = [
    (
        "state eq 'ERROR'",
        """coalesce(case when json_type(j, '$."state"') = 'VARCHAR' then j ->> '$."state"' = 'ERROR' end, false)""",
    ),
    (
        "contains(statusDetails/message,'checksum')",
        """case when json_type(j, '$."statusDetails"."message"') = 'VARCHAR'
        then contains(j ->> '$."statusDetails"."message"', 'checksum') end""",
    ),
    (
        "resource/id eq 'P06760-B21+2M212504P8'",
        """coalesce(case when json_type(j, '$."resource"."id"') = 'VARCHAR'
        then j ->> '$."resource"."id"' = 'P06760-B21+2M212504P8' end, false)""",
    ),
]


def jobs(size):
    """Jobs of about a thousand bytes, `size` bytes of them."""
    choose = random.Random(7)
    some = [str(uuid.UUID(int=choose.getrandbits(128))) for _ in range(500)]
    rows, total = [], 0
    while total < size:
        number = len(rows)
        job = {
            "id": str(uuid.UUID(int=choose.getrandbits(128))),
            "type": "compute-ops-mgmt/job",
            "name": f"Firmware update of server {number}",
            "resourceUri": f"/compute-ops-mgmt/v1/jobs/{choose.choice(some)}",
            "generation": choose.randrange(9),
            "createdAt": f"2026-{choose.randrange(1, 13):02}-01T00:{choose.randrange(60):02}:00.000000Z",
            "jobTemplate": choose.choice(some),
            "resource": {"id": f"P{choose.randrange(99999):05}-B21+2M{choose.randrange(999999):06}P8", "type": "compute-ops-mgmt/server"},
            "state": choose.choice(STATES),
            "resultCode": choose.choice(["SUCCESS", "FAILURE", None]),
            "statusDetails": {"message": choose.choice(["done", "a checksum differs", "waiting for the server"])},
            "jobParams": {"bundle_id": choose.choice(some), "options": [choose.choice(some) for _ in range(8)]},
            "results": {"log": "x" * choose.randrange(60), "count": choose.randrange(1000)},
        }
        rows.append(json.dumps(job, separators=(",", ":")))
        total += len(rows[-1])
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=int, default=100, help="the size of the column in MiB")
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    rows = jobs(options.mib << 20)
    lines = ("\n".join(rows) + "\n").encode()
    column = pa.array(rows, pa.string())
    kinds = {
        "mask": column,
        "mask of views": column.cast(pa.string_view()),
        "mask of large strings": column.cast(pa.large_string()),
    }
    connection = duckdb.connect()
    connection.execute("set threads = 1")
    connection.register("jobs", pa.table({"j": column}))
    connection.execute("create table held as select j from jobs")
    print(f"{len(rows)} jobs, {len(lines) / 2**20:.0f} MiB, median of {options.runs}, one thread")
    for text, condition in QUESTIONS:
        filter = Filter(text)
        engines = {"scan_slice": lambda: filter.count(lines)}
        for name, array in kinds.items():
            engines[name] = lambda array=array: filter.mask(array, threads=1).matched
        engines["mask, strict"] = lambda: filter.mask(column, threads=1, strict=True).matched
        for name, table in [("DuckDB, the array", "jobs"), ("DuckDB, its table", "held")]:
            query = f"select count(*) from {table} where {condition}"
            engines[name] = lambda query=query: connection.execute(query).fetchone()[0]
        taken = {name: [] for name in engines}
        counts = set()
        for _ in range(options.runs):
            for name, engine in engines.items():
                start = time.process_time()
                counts.add(engine())
                taken[name].append(time.process_time() - start)
        assert len(counts) == 1, counts
        print(f"\n{text}: {counts.pop()} jobs")
        scan = statistics.median(taken["scan_slice"])
        for name, times in taken.items():
            median = statistics.median(times)
            rate = len(lines) / median / 1e9
            print(f"  {name:22} {median * 1e3:7.1f} ms  {rate:5.2f} GB/s  {scan / median:5.2f} of scan_slice")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(20):
        Filter(QUESTIONS[0][0]).mask(column)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"\nmemory: {before / 1024:.0f} MiB with the data, {(after - before) / 1024:.1f} MiB more after 20 masks")


if __name__ == "__main__":
    main()
