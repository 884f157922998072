#!/usr/bin/env bash
# Finding: a timestamp that is a variable of a playbook, without quotes, is a date
# object: in a filter it is printed with a blank for the T, and `Z` becomes `+00:00`.
# The `urlencode` filter leaves `/` alone, and writes blanks as %20 in text and as
# `+` in a dictionary.
# Package: ansible-core 2.19.14 (PyPI).
# Why it matters: `createdAt ge 2024-05-06 07:08:09+00:00` is a syntax error at the
# service. Quotes round the value in YAML keep the text.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ansible-core==2.19.14

cat > expected <<'END'
createdAt ge 2024-05-06 07:08:09+00:00
createdAt ge 2024-05-06
createdAt ge 2024-05-06T07:08:09Z
createdAt%20ge%202024-05-06%2007%3A08%3A09%2B00%3A00
resource/type%20eq%20%27a%2Bb%27
filter=resource%2Ftype+eq+%27a%2Bb%27
END

cat > play.yml <<'END'
- hosts: localhost
  connection: local
  gather_facts: false
  vars:
    bare: 2024-05-06T07:08:09Z
    day: 2024-05-06
    quoted: "2024-05-06T07:08:09Z"
    path: "resource/type eq 'a+b'"
  tasks:
    - copy:
        dest: "{{ playbook_dir }}/seen"
        content: |
          createdAt ge {{ bare }}
          createdAt ge {{ day }}
          createdAt ge {{ quoted }}
          {{ ('createdAt ge ' ~ bare) | urlencode }}
          {{ path | urlencode }}
          {{ {'filter': path} | urlencode }}
END
export ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_INVENTORY_UNPARSED_WARNING=false ANSIBLE_HOME="$dir/home"
PATH="$dir/venv/bin:$PATH" venv/bin/ansible-playbook -i localhost, -e ansible_python_interpreter="$dir/venv/bin/python" play.yml > log 2>&1 || cat log

diff expected seen
echo unchanged
