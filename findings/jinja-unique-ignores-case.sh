#!/usr/bin/env bash
# Finding: `unique` takes "ERROR" and "error" for one, as `groupby`, `sort`, `min` and
# `max` do, and `union`, `intersect` and `difference` of the same playbook do not; nor
# do `selectattr` and `==`. True counts as 1 for all of them: `difference([true])`
# removes 1, and `selectattr('g', 'equalto', 1)` takes true. `int` of a word is 0, and
# of 9007199254740993.0 it is …992. `default` does not replace null.
# Packages: ansible-core 2.19.14, jinja2 3.1.6 (PyPI).
# Why it matters: playbooks filter the jobs of an answer with these, and the words of
# `state` differ in case by the source.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jinja2==3.1.6 ansible-core==2.19.14

cat > expected <<'END'
unique => ['ERROR', 'Done']
union => ['ERROR', 'Done', 'error']
intersect => ['error']
difference => ['ERROR', 'Done']
groupby => 1
sort => ['Done', 'ERROR', 'error']
min => a
selectattr => [{'s': 'error'}]
equalto 1 => [1, True, 1.0]
unique numbers => [1, '1']
difference of true => [2]
int => 0 9 9007199254740992
default => True
END

cat > play.yml <<'END'
- hosts: localhost
  connection: local
  gather_facts: false
  vars:
    states: [ERROR, error, Done]
    rows: [{g: 1}, {g: true}, {g: 1.0}, {g: "1"}]
  tasks:
    - copy:
        dest: "{{ playbook_dir }}/seen"
        content: |
          unique => {{ states | unique }}
          union => {{ states | union([]) }}
          intersect => {{ states | intersect(['error']) }}
          difference => {{ states | difference(['error']) }}
          groupby => {{ [{'s': 'ERROR'}, {'s': 'error'}] | groupby('s') | length }}
          sort => {{ states | sort }}
          min => {{ ['B', 'a'] | min }}
          selectattr => {{ [{'s': 'ERROR'}, {'s': 'error'}] | selectattr('s', 'equalto', 'error') | list }}
          equalto 1 => {{ rows | selectattr('g', 'equalto', 1) | map(attribute='g') }}
          unique numbers => {{ [1, true, '1'] | unique }}
          difference of true => {{ [1, 2] | difference([true]) }}
          int => {{ 'x' | int }} {{ '9.7' | int }} {{ '9007199254740993.0' | int }}
          default => {{ none | default('d') is none }}
END
export ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_INVENTORY_UNPARSED_WARNING=false ANSIBLE_HOME="$dir/home"
PATH="$dir/venv/bin:$PATH" venv/bin/ansible-playbook -i localhost, -e ansible_python_interpreter="$dir/venv/bin/python" play.yml > log 2>&1 || cat log

diff expected seen
echo unchanged
