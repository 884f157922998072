#!/usr/bin/env bash
# Finding: parse_time of SWI-Prolog reads "2024-05" as 30 April, and "2024-01" as 31
# December 2023: the month without a day begins on its day 0. A day 30 February or 31
# April is in the next month, and 32 or 0, hour 24 and a `t` or `z` in lower case fail.
# The second 60 is the next minute.
# uri_normalized writes `%2B` for a raw `+` of a query and leaves `%2B`, so two filters
# become one, and uri_query_components reads the `+` as a blank before and as a plus
# after it. It takes a `;` for a separator, as long as it is raw, and a parameter
# without `=` is an error.
# Package: swi-prolog-nox 9.0.4 (Debian 12).
# Why it matters: "jobs since May" has one day of April, and a URL in normal form asks
# for another name.
# Seen on 2026-11-30. Needs swipl (apt-get install swi-prolog-nox).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

swipl --version | grep -q '^SWI-Prolog version 9\.0\.4 '

cat > expected <<'END'
2024-05 => 2024-04-30T00:00:00+00:00
2024-01 => 2023-12-31T00:00:00+00:00
2024-03 => 2024-02-29T00:00:00+00:00
2024-05-01 => 2024-05-01T00:00:00+00:00
2024-04-31 => 2024-05-01T00:00:00+00:00
2024-02-30 => 2024-03-01T00:00:00+00:00
2024-05-32 => fails
2024-05-00 => fails
2024-05-06T24:00:00Z => fails
2024-05-06T07:08:60Z => 2024-05-06T07:09:00+00:00
2024-05-06t07:08:09z => fails
2024-05-06T09:08:09+02:00 => 2024-05-06T07:08:09+00:00
filter=a+b => [filter='a b']
filter=a%2Bb => [filter='a+b']
filter='a;b'&limit=5 => [filter='\'a','b\'&limit'='5']
filter='a;b=c'&limit=5 => [filter='\'a',b='c\'',limit='5']
filter='a%3Bb'&limit=5 => [filter='\'a;b\'',limit='5']
filter => syntax_error(illegal_uri_query)
filter= => [filter='']
normalized a+b => filter=a%2Bb
normalized a%2Bb => filter=a%2Bb
normalized a%20b => filter=a%20b
normalized a;b => filter=a;b
normalized a%3Bb => filter=a%3Bb
END

cat > probe.pl <<'END'
:- use_module(library(uri)).
:- initialization(main).

time(Text) :-
    (   parse_time(Text, Stamp)
    ->  format_time(string(Printed), '%FT%T%:z', Stamp)
    ;   Printed = "fails"
    ),
    format("~w => ~w~n", [Text, Printed]).

components(Query) :-
    catch(uri_query_components(Query, Seen), error(Kind, _), Seen = Kind),
    format("~w => ~q~n", [Query, Seen]).

normalized(Query) :-
    atom_concat('http://h/jobs?filter=', Query, URL),
    uri_normalized(URL, Normal),
    uri_components(Normal, uri_components(_, _, _, Seen, _)),
    format("normalized ~w => ~w~n", [Query, Seen]).

main :-
    maplist(time, ['2024-05', '2024-01', '2024-03', '2024-05-01', '2024-04-31', '2024-02-30', '2024-05-32', '2024-05-00', '2024-05-06T24:00:00Z', '2024-05-06T07:08:60Z', '2024-05-06t07:08:09z', '2024-05-06T09:08:09+02:00']),
    maplist(components, ['filter=a+b', 'filter=a%2Bb', 'filter=\'a;b\'&limit=5', 'filter=\'a;b=c\'&limit=5', 'filter=\'a%3Bb\'&limit=5', 'filter', 'filter=']),
    maplist(normalized, ['a+b', 'a%2Bb', 'a%20b', 'a;b', 'a%3Bb']),
    halt.
END
swipl -q probe.pl > seen 2>&1

diff expected seen
echo unchanged
