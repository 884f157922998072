#!/usr/bin/env bash
# Finding: 1.0 is not an integer for OpenAPI 3.0, and one for 3.1. And null: with
# `nullable` and an `enum` without null it is refused by 3.0; with two nullable
# branches of a `oneOf` null fits both and is refused too.
# Package: openapi-schema-validator 0.8.1 (PyPI).
# Why it matters: an answer passes its description or not by the first line of the
# file. `nullable` beside `enum` or `oneOf` is what descriptions hold.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openapi-schema-validator==0.8.1

cat > expected <<'END'
{'type': 'integer'} 1.0 => 3.0 False, 3.1 True
{'type': 'integer'} 1.5 => 3.0 False, 3.1 False
{'type': 'string', 'nullable': True} None => 3.0 True, 3.1 False
{'type': 'string', 'nullable': True, 'enum': ['SUCCESS']} None => 3.0 False, 3.1 False
{'oneOf': [{'type': 'string', 'nullable': True}, {'type': 'integer', 'nullable': True}]} None => 3.0 False, 3.1 False
{'oneOf': [{'type': 'string'}, {'type': 'integer', 'nullable': True}]} None => 3.0 True, 3.1 False
END

cat > probe.py <<'END'
from openapi_schema_validator import OAS30Validator, OAS31Validator

for schema, value in (
    ({"type": "integer"}, 1.0), ({"type": "integer"}, 1.5),
    ({"type": "string", "nullable": True}, None),
    ({"type": "string", "nullable": True, "enum": ["SUCCESS"]}, None),
    ({"oneOf": [{"type": "string", "nullable": True}, {"type": "integer", "nullable": True}]}, None),
    ({"oneOf": [{"type": "string"}, {"type": "integer", "nullable": True}]}, None),
):
    said = [f"{name} {v(schema).is_valid(value)}" for name, v in (("3.0", OAS30Validator), ("3.1", OAS31Validator))]
    print(schema, value, "=>", ", ".join(said))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
