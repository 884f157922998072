"""The cases of testdata/match: filters, and jobs with their verdicts."""

import json
import tomllib
from pathlib import Path

from comfilter import Filter, Schema

ROOT = Path(__file__).resolve().parents[2]
TRUTHS = {"true": True, "false": False, "null": None}


def is_list(record):
    """Whether a record is a list response: the first of repeated keys counts."""
    pairs = json.loads(record, object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    return isinstance(pairs.get("items"), list)


def cases():
    """Each filter, whether only its bytes have the verdicts, and its jobs with their verdicts."""
    for file in sorted((ROOT / "testdata/match").glob("*.toml")):
        data = tomllib.loads(file.read_text())
        schema = Schema.from_toml(data["schema"]) if "schema" in data else Schema()
        for case in data["case"]:
            filter = Filter(case["filter"], case.get("resource", schema))
            jobs = [(job, TRUTHS[verdict]) for job, verdict in case["jobs"]]
            yield filter, case.get("bytes", False), jobs


CASES = list(cases())
