#!/usr/bin/env bash
# Finding: a property that is nullable and required, in OpenAPI 3.0, becomes `str` in
# the generated model, which refuses null. Optional properties, and the same property
# in OpenAPI 3.1, become `str | None`. An option, `--strict-nullable`, changes it.
# Package: datamodel-code-generator 0.89.0 with pydantic 2.14.4 (PyPI).
# Why it matters: `parentJobId` of this API is such a property. The model is right
# until the first job without a parent.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check datamodel-code-generator==0.89.0 pydantic==2.14.4

cat > expected <<'END'
v30 
class Job(BaseModel):
    must: str
    may: str | None = None
null => ValidationError
v30 --strict-nullable
class Job(BaseModel):
    must: str | None = Field(...)
    may: str | None = None
null => must=None may=None
v31 
class Job(BaseModel):
    must: str | None
    may: str | None = None
null => must=None may=None
END

make() {
  printf '{"openapi": "%s", "info": {"title": "x", "version": "1"}, "paths": {}, "components": {"schemas": {"Job": {"type": "object", "required": ["must"], "properties": {"must": %s, "may": %s}}}}}' "$2" "$3" "$3" > "$1.json"
}
make v30 3.0.3 '{"type": "string", "nullable": true}'
make v31 3.1.0 '{"type": ["string", "null"]}'
generate() {
  venv/bin/datamodel-codegen --input "$1.json" --input-file-type openapi --output-model-type pydantic_v2.BaseModel \
    --output "$2.py" "${@:3}" 2> log || cat log
  echo "$1 ${*:3}"
  sed -n '/^class Job/,$p' "$2.py"
  venv/bin/python -c "
from $2 import Job
try:
    print('null =>', Job.model_validate({'must': None}))
except ValueError:
    print('null => ValidationError')"
}
{ generate v30 plain; generate v30 strict --strict-nullable; generate v31 newer; } > seen

diff expected seen
echo unchanged
