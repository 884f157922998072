#!/usr/bin/env bash
# Finding: seven readers of durations disagree on forms that people write for "the last
# days". timestring reads "-7d" as plus seven days, and humanfriendly refuses it. Three read
# "1h -30m" as 90 minutes. "7" is 7 seconds for two and 7 milliseconds for three. "1h30" is 90
# minutes in parse-duration and one hour in timestring, "1:30" is 90 seconds in two and one
# millisecond in parse-duration, "1,5h" is 15 hours in two, and "1_000s" no time in
# timestring. A month is 30 days or 30.4, "1y" is 364 days in humanfriendly, and "1M" a minute
# for six.
# Packages: ms 2.1.3, parse-duration 2.1.9, timestring 7.0.0 (npm); pytimeparse 1.1.10,
# pytimeparse2 1.7.1, humanfriendly 10.0, durationpy 0.11 (PyPI).
# Why it matters: `createdAt gt` the time of now plus "-7d" has the jobs of the last week in
# one program, and no job in another.
# Seen on 2026-12-01. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts ms@2.1.3 parse-duration@2.1.9 timestring@7.0.0 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pytimeparse==1.1.10 pytimeparse2==1.7.1 humanfriendly==10.0 durationpy==0.11

cat > expected <<'END'
72h
   259200 s => ms parse-duration timestring pytimeparse pytimeparse2 humanfriendly durationpy
-7d
   -604800 s => ms parse-duration pytimeparse pytimeparse2 durationpy
   604800 s => timestring
   refused => humanfriendly
1h -30m
   refused => ms pytimeparse pytimeparse2 humanfriendly
   5400 s => parse-duration timestring durationpy
7
   0.007 s => ms parse-duration timestring
   refused => pytimeparse durationpy
   7 s => pytimeparse2 humanfriendly
1h30
   refused => ms pytimeparse pytimeparse2 humanfriendly durationpy
   5400 s => parse-duration
   3600 s => timestring
1:30
   refused => ms timestring humanfriendly durationpy
   0.00103 s => parse-duration
   90 s => pytimeparse pytimeparse2
1,5h
   refused => ms pytimeparse pytimeparse2 humanfriendly durationpy
   54000 s => parse-duration timestring
1_000s
   refused => ms pytimeparse pytimeparse2 humanfriendly durationpy
   1000 s => parse-duration
   0 s => timestring
1M
   60 s => ms parse-duration timestring pytimeparse pytimeparse2 humanfriendly
   refused => durationpy
1 month
   refused => ms pytimeparse humanfriendly durationpy
   2629800 s => parse-duration timestring
   2592000 s => pytimeparse2
1y
   31557600 s => ms parse-duration timestring
   refused => pytimeparse
   31536000 s => pytimeparse2 durationpy
   31449600 s => humanfriendly
1d12h
   refused => ms humanfriendly
   129600 s => parse-duration timestring pytimeparse pytimeparse2 durationpy
PT72H
   refused => ms pytimeparse pytimeparse2 humanfriendly durationpy
   259200 s => parse-duration timestring
END

cat > durations <<'END'
72h
-7d
1h -30m
7
1h30
1:30
1,5h
1_000s
1M
1 month
1y
1d12h
PT72H
END
cat > probe.mjs <<'END'
import fs from 'node:fs';
import ms from 'ms';
import parse from 'parse-duration';
import timestring from 'timestring';

for (const duration of fs.readFileSync('durations', 'utf8').trimEnd().split('\n'))
  for (const [name, read] of [['ms', ms], ['parse-duration', parse], ['timestring', (text) => timestring(text, 'ms')]]) {
    let seen;
    try { seen = read(duration); } catch { seen = undefined; }
    console.log([duration, name, seen == null ? 'refused' : `${seen / 1000} s`].join('\t'));
  }
END
cat > probe.py <<'END'
import durationpy
import humanfriendly
import pytimeparse
import pytimeparse2

readers = {
    "pytimeparse": pytimeparse.parse,
    "pytimeparse2": pytimeparse2.parse,
    "humanfriendly": humanfriendly.parse_timespan,
    "durationpy": lambda text: durationpy.from_str(text).total_seconds(),
}
for line in open("durations"):
    duration = line.rstrip("\n")
    for name, read in readers.items():
        try:
            seen = read(duration)
        except Exception:
            seen = None
        print(duration, name, "refused" if seen is None else f"{seen:.10g} s", sep="\t")
END
{ node probe.mjs; venv/bin/python probe.py; } > answers
while IFS= read -r duration; do
  echo "$duration"
  awk -F '\t' -v duration="$duration" '$1 == duration { seen[$3] = seen[$3] " " $2; if (!($3 in first)) { first[$3]; order[++n] = $3 } } END { for (i = 1; i <= n; i++) print "   " order[i] " =>" seen[order[i]] }' answers
done < durations > seen

diff expected seen
echo unchanged
