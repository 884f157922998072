#!/usr/bin/env bash
# Finding: for str2time of Date::Parse and of HTTP::Date the year 0001 is 2001, and 0068
# is 2068. Date::Parse has undef for 1969-12-31T23:59:59Z, because -1 is its error, and
# HTTP::Date for all before 1970. The second 60 and 24:00 are undef in both. A date, or
# a time without an offset, is in the zone of the machine, and UTC in
# DateTime::Format::ISO8601, which reads all of these but 24:00.
# Packages: libtimedate-perl 2.3300, libhttp-date-perl 6.05,
# libdatetime-format-iso8601-perl 0.16 (Debian 12).
# Why it matters: 0001-01-01T00:00:00Z is the empty time of Go and .NET in JSON. A
# job that never ended is here one of 2001, and undef is 0 in a comparison of Perl.
# Seen on 2026-11-30. Needs perl and the three packages (apt-get install).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
0001-01-01T00:00:00Z
   Date::Parse => 2001-01-01T00:00:00
   HTTP::Date => 2001-01-01T00:00:00
   ISO8601 => 0001-01-01T00:00:00
0068-01-01T00:00:00Z
   Date::Parse => 2068-01-01T00:00:00
   HTTP::Date => 2068-01-01T00:00:00
   ISO8601 => 0068-01-01T00:00:00
1901-06-01T00:00:00Z
   Date::Parse => 1901-06-01T00:00:00
   HTTP::Date => undef
   ISO8601 => 1901-06-01T00:00:00
1969-12-31T23:59:58Z
   Date::Parse => 1969-12-31T23:59:58
   HTTP::Date => undef
   ISO8601 => 1969-12-31T23:59:58
1969-12-31T23:59:59Z
   Date::Parse => undef
   HTTP::Date => undef
   ISO8601 => 1969-12-31T23:59:59
1970-01-01T00:00:00Z
   Date::Parse => 1970-01-01T00:00:00
   HTTP::Date => 1970-01-01T00:00:00
   ISO8601 => 1970-01-01T00:00:00
2016-12-31T23:59:60Z
   Date::Parse => undef
   HTTP::Date => undef
   ISO8601 => 2017-01-01T00:00:00
2024-05-06T24:00:00Z
   Date::Parse => undef
   HTTP::Date => undef
   ISO8601 => error
2024-05-06
   Date::Parse => 2024-05-06T04:00:00
   HTTP::Date => 2024-05-06T04:00:00
   ISO8601 => 2024-05-06T00:00:00
2024-05-06T07:08:09
   Date::Parse => 2024-05-06T11:08:09
   HTTP::Date => 2024-05-06T11:08:09
   ISO8601 => 2024-05-06T07:08:09
END

cat > probe.pl <<'END'
use strict;
use Date::Parse ();
use DateTime;
use DateTime::Format::ISO8601;
use HTTP::Date ();
my %readers = (
    'Date::Parse' => sub { Date::Parse::str2time($_[0]) },
    'HTTP::Date' => sub { HTTP::Date::str2time($_[0]) },
    'ISO8601' => sub { DateTime::Format::ISO8601->parse_datetime($_[0])->epoch },
);
for my $text (qw(0001-01-01T00:00:00Z 0068-01-01T00:00:00Z 1901-06-01T00:00:00Z 1969-12-31T23:59:58Z 1969-12-31T23:59:59Z
    1970-01-01T00:00:00Z 2016-12-31T23:59:60Z 2024-05-06T24:00:00Z 2024-05-06 2024-05-06T07:08:09)) {
    print "$text\n";
    for my $name (sort keys %readers) {
        my $time = eval { $readers{$name}->($text) };
        print "   $name => ", $@ ? 'error' : defined $time ? DateTime->from_epoch(epoch => $time)->iso8601 : 'undef', "\n";
    }
}
END
TZ=America/New_York perl probe.pl > seen

diff expected seen
echo unchanged
