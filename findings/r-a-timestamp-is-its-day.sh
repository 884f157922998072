#!/usr/bin/env bash
# Finding: as.POSIXct of R 4.2 reads 2024-05-06T07:08:09Z as midnight of that day in
# the machine's zone: it knows no `T`, and takes the date alone.
# With a blank for the `T` the time is read, and a `Z` or an offset is left out. One
# date in a column makes dates of all its times, and a minute drops the seconds of the
# others. `%z` of a format reads `+0200`, and makes NA of `+02:00` and `Z`. URLencode
# leaves a string as it is if it has one escape, so `a%2Bb` goes out with its blanks
# raw, and `+` and `&` are raw by default.
# Package: r-base-core 4.2.2 (Debian 12).
# Why it matters: a filter on `createdAt` over saved jobs compares days, shifted by
# the zone, and no warning says so.
# Seen on 2026-11-30. Needs Rscript (apt-get install r-base-core).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
R 4 2.2
2024-05-06T07:08:09Z => 2024-05-06T04:00:00Z in UTC: 2024-05-06T00:00:00Z
2024-05-06 07:08:09Z => 2024-05-06T11:08:09Z in UTC: 2024-05-06T07:08:09Z
2024-05-06 07:08:09+02:00 => 2024-05-06T11:08:09Z in UTC: 2024-05-06T07:08:09Z
a date beside a time => 2024-05-06T00:00:00Z 2024-05-06T00:00:00Z
a minute beside a second => 2024-05-06T07:08:00Z 2024-05-06T07:08:00Z
%z: 2024-05-06T07:08:09+0200 => 2024-05-06T05:08:09Z
%z: 2024-05-06T07:08:09+02:00 => NA
%z: 2024-05-06T07:08:09Z => NA
%z: 2024-05-06T24:00:00+0000 => 2024-05-07T00:00:00Z
%z: 2024-05-06T07:08:60+0000 => 2024-05-06T07:09:00Z
name eq 'a+b&c' => name%20eq%20'a+b&c' reserved: name%20eq%20%27a%2Bb%26c%27 repeated: name%20eq%20%27a%2Bb%26c%27
name eq 'a%2Bb' => name eq 'a%2Bb' reserved: name eq 'a%2Bb' repeated: name%20eq%20%27a%252Bb%27
END

cat > probe.R <<'END'
cat("R", R.version$major, R.version$minor, "\n")
show <- function(time) ifelse(is.na(time), "NA", format(time, "%Y-%m-%dT%H:%M:%SZ", tz = "UTC"))
for (text in c("2024-05-06T07:08:09Z", "2024-05-06 07:08:09Z", "2024-05-06 07:08:09+02:00")) cat(text, "=>", show(as.POSIXct(text)), "in UTC:", show(as.POSIXct(text, tz = "UTC")), "\n")
cat("a date beside a time =>", show(as.POSIXct(c("2024-05-06", "2024-05-06 07:08:09"), tz = "UTC")), "\n")
cat("a minute beside a second =>", show(as.POSIXct(c("2024-05-06 07:08", "2024-05-06 07:08:09"), tz = "UTC")), "\n")
for (text in c("2024-05-06T07:08:09+0200", "2024-05-06T07:08:09+02:00", "2024-05-06T07:08:09Z", "2024-05-06T24:00:00+0000", "2024-05-06T07:08:60+0000")) {
  cat("%z:", text, "=>", show(as.POSIXct(text, format = "%Y-%m-%dT%H:%M:%S%z", tz = "UTC")), "\n")
}
for (text in c("name eq 'a+b&c'", "name eq 'a%2Bb'")) cat(text, "=>", URLencode(text), "reserved:", URLencode(text, reserved = TRUE), "repeated:", URLencode(text, TRUE, TRUE), "\n")
END
TZ=America/New_York Rscript probe.R | sed 's/ $//' > seen

diff expected seen
echo unchanged
