#!/usr/bin/env bash
# Finding: in MariaDB `json_extract(j, '$.s') = 'ERROR'` selects the job, and
# `in ('ERROR', 'x')` and `like 'E%'` of the same value select nothing: `=` alone takes
# off the quotes. `= 'null'` takes null and the string "null", and `is null` a missing key
# only, also after `json_unquote`, where `json_value` has NULL for null, a list and an
# object. true is the string "1" for `json_value` and "true" for `json_extract`. `< 5`
# takes "x", and with `json_extract` null, a list and an object too. An offset of a time
# is dropped with a warning, and of two equal keys the first counts.
# Package: mariadb-server 10.11 (Debian 12).
# Why it matters: a filter with one state works, and the same filter with two states in a
# list is empty.
# Seen on 2026-11-30. Needs mariadb-server (apt-get install), root.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

mariadbd --version | grep -q 'Ver 10\.11\.'

cat > expected <<'END'
json_extract(j, '$.s') = 'ERROR' => one
json_extract(j, '$.s') in ('ERROR', 'x') => 
json_extract(j, '$.s') like 'E%' => 
json_extract(j, '$.s') = 'null' => null text
json_extract(j, '$.s') is null => missing
json_extract(j, '$.g') = 1 => one true
json_extract(j, '$.g') = '1' => one
json_extract(j, '$.g') = 'true' => true
json_extract(j, '$.g') < 5 => one null true word list object
json_extract(j, '$.g') > 9 => ten text
json_value(j, '$.s') = 'ERROR' => one
json_value(j, '$.s') in ('ERROR', 'x') => one ten
json_value(j, '$.s') like 'E%' => one
json_value(j, '$.s') = 'null' => text
json_value(j, '$.s') is null => null missing list object
json_value(j, '$.g') = 1 => one true
json_value(j, '$.g') = '1' => one true
json_value(j, '$.g') = 'true' => 
json_value(j, '$.g') < 5 => one true word
json_value(j, '$.g') > 9 => ten text
json_unquote(json_extract(j, '$.s')) = 'ERROR' => one
json_unquote(json_extract(j, '$.s')) in ('ERROR', 'x') => one ten
json_unquote(json_extract(j, '$.s')) like 'E%' => one
json_unquote(json_extract(j, '$.s')) = 'null' => null text
json_unquote(json_extract(j, '$.s')) is null => missing
json_unquote(json_extract(j, '$.g')) = 1 => one
json_unquote(json_extract(j, '$.g')) = '1' => one
json_unquote(json_extract(j, '$.g')) = 'true' => true
json_unquote(json_extract(j, '$.g')) < 5 => one null true word list object
json_unquote(json_extract(j, '$.g')) > 9 => ten text
json_extract('{"g": 1, "g": 2}', '$.g') => 1
cast('2024-05-06T09:08:09+02:00' as datetime) => 2024-05-06 09:08:09
cast('2024-05-06T07:08:09Z' as datetime) => 2024-05-06 07:08:09
END

mariadb-install-db --no-defaults --auth-root-authentication-method=normal --skip-test-db --datadir="$dir/data" --user=root > install.log 2>&1
mariadbd --no-defaults --user=root --datadir="$dir/data" --socket="$dir/socket" --pid-file="$dir/pid" --skip-networking > server.log 2>&1 &
server=$!
trap 'kill "$server"; wait "$server" || true; rm -rf "$dir"' EXIT
for _ in $(seq 300); do
  [ -S socket ] && break
  sleep 0.1
done
run() { mariadb --no-defaults --user=root --socket="$dir/socket" --skip-column-names --batch "$@"; }

run <<'END'
create database jobs;
use jobs;
create table rows_ (i varchar(20), j json);
insert into rows_ values
  ('one', '{"g": 1, "s": "ERROR"}'), ('ten', '{"g": 10, "s": "x"}'), ('null', '{"g": null, "s": null}'), ('missing', '{}'),
  ('true', '{"g": true, "s": ""}'), ('text', '{"g": "10", "s": "null"}'), ('word', '{"g": "x", "s": "DONE"}'),
  ('list', '{"g": [1, 10], "s": ["ERROR"]}'), ('object', '{"g": {"a": 1}, "s": {}}');
END
{
  for value in json_extract json_value 'json_unquote of json_extract'; do
    case $value in
      json_unquote*) s="json_unquote(json_extract(j, '\$.s'))" g="json_unquote(json_extract(j, '\$.g'))" ;;
      *) s="$value(j, '\$.s')" g="$value(j, '\$.g')" ;;
    esac
    for condition in "$s = 'ERROR'" "$s in ('ERROR', 'x')" "$s like 'E%'" "$s = 'null'" "$s is null" "$g = 1" "$g = '1'" "$g = 'true'" "$g < 5" "$g > 9"; do
      echo "$condition => $(run jobs --execute "select i from rows_ where $condition" | paste -sd ' ')"
    done
  done
  for expression in "json_extract('{\"g\": 1, \"g\": 2}', '\$.g')" "cast('2024-05-06T09:08:09+02:00' as datetime)" "cast('2024-05-06T07:08:09Z' as datetime)"; do
    echo "$expression => $(run --execute "select $expression")"
  done
} > seen

diff expected seen
echo unchanged
