#!/usr/bin/env bash
# Finding: `clock scan` of Tcl reads a time that is out of its range, without an error,
# as one second before the start of the day: 2024-05-06T24:00:00 and
# 2024-05-06T07:08:60 are both 2024-05-05T23:59:59. With a format the same two are the
# start of the next day and 07:09:00. Without a format 30 February is 1 March, the year
# 0001 is 2001, a fraction and an offset with a colon are errors, and `+0200` is read.
# Package: tcl 8.6.13 (Debian 12).
# Why it matters: 24:00 and a leap second are two forms of a day's end; a list of jobs
# up to there then ends a day earlier.
# Seen on 2026-11-30. Needs tclsh (apt-get install tcl).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
tcl 8.6.13
2024-05-06T07:08:09Z => 2024-05-06T07:08:09, with a format: 2024-05-06T07:08:09
2024-05-06T24:00:00Z => 2024-05-05T23:59:59, with a format: 2024-05-07T00:00:00
2024-05-06T07:08:60Z => 2024-05-05T23:59:59, with a format: 2024-05-06T07:09:00
2016-12-31T23:59:60Z => 2016-12-30T23:59:59, with a format: 2017-01-01T00:00:00
2024-05-06T24:00:01Z => 2024-05-05T23:59:59, with a format: 2024-05-07T00:00:01
2024-02-30T00:00:00Z => 2024-03-01T00:00:00, with a format: 2024-03-01T00:00:00
0001-01-01T00:00:00Z => 2001-01-01T00:00:00, with a format: 0001-01-01T00:00:00
2024-05-06T07:08:09.5Z => error, with a format: error
2024-05-06T07:08:09+02:00 => error, with a format: 2024-05-06T05:08:09
2024-05-06T07:08:09+0200 => 2024-05-06T05:08:09, with a format: 2024-05-06T05:08:09
END

cat > probe.tcl <<'END'
proc found {script} {
  if {[catch {uplevel $script} time]} { return error }
  return [clock format $time -gmt 1 -format {%Y-%m-%dT%H:%M:%S}]
}
puts "tcl [info patchlevel]"
foreach text {
  2024-05-06T07:08:09Z 2024-05-06T24:00:00Z 2024-05-06T07:08:60Z 2016-12-31T23:59:60Z 2024-05-06T24:00:01Z
  2024-02-30T00:00:00Z 0001-01-01T00:00:00Z 2024-05-06T07:08:09.5Z 2024-05-06T07:08:09+02:00 2024-05-06T07:08:09+0200
} {
  puts "$text => [found {clock scan $text -gmt 1}], with a format: [found {clock scan $text -gmt 1 -format {%Y-%m-%dT%H:%M:%S%z}}]"
}
END
tclsh probe.tcl > seen

diff expected seen
echo unchanged
