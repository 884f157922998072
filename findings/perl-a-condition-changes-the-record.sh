#!/usr/bin/env bash
# Finding: a condition on a record changes what three modules of Perl write of it. After
# `$r->{g} eq 'x'`, or when it was printed or a key of a hash, the number 10 is the string
# "10" for JSON::XS. After `$r->{s} > 9` the string "7" is the number 7 for
# Cpanel::JSON::XS and JSON::PP. All three write 15 digits of a number, so
# 1714979289.123456 becomes 1714979289.12346, and an integer past 64 bits as a string.
# 1e400 is the bare word inf in two, and null in one. A repeated key is an error in one.
# Packages (Debian 12): libjson-xs-perl 4.040, libcpanel-json-xs-perl 4.35, perl 5.36.0
# (JSON::PP 4.07).
# Why it matters: the rows that a filter looked at have other kinds of value than those it
# never reached, and the next filter keeps '10' and 10 apart.
# Seen on 2026-11-30. Needs perl and the two packages (apt-get install).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
JSON::XS after no use => {"g":10,"s":"7"}
JSON::XS after $r->{g} > 9 => {"g":10,"s":"7"}
JSON::XS after $r->{g} eq 'x' => {"g":"10","s":"7"}
JSON::XS after "$r->{g}" => {"g":"10","s":"7"}
JSON::XS after $groups{$r->{g}}++ => {"g":"10","s":"7"}
JSON::XS after $r->{s} eq 'x' => {"g":10,"s":"7"}
JSON::XS after $r->{s} > 9 => {"g":10,"s":"7"}
JSON::XS {"g":1.0} => {"g":1}
JSON::XS {"g":1e3} => {"g":1000}
JSON::XS {"g":1714979289.123456} => {"g":1714979289.12346}
JSON::XS {"g":12345678901234567890123} => {"g":"12345678901234567890123"}
JSON::XS {"g":1e400} => {"g":inf}
JSON::XS {"g":1,"g":2} => {"g":2}
Cpanel::JSON::XS after no use => {"g":10,"s":"7"}
Cpanel::JSON::XS after $r->{g} > 9 => {"g":10,"s":"7"}
Cpanel::JSON::XS after $r->{g} eq 'x' => {"g":10,"s":"7"}
Cpanel::JSON::XS after "$r->{g}" => {"g":10,"s":"7"}
Cpanel::JSON::XS after $groups{$r->{g}}++ => {"g":10,"s":"7"}
Cpanel::JSON::XS after $r->{s} eq 'x' => {"g":10,"s":"7"}
Cpanel::JSON::XS after $r->{s} > 9 => {"g":10,"s":7}
Cpanel::JSON::XS {"g":1.0} => {"g":1.0}
Cpanel::JSON::XS {"g":1e3} => {"g":1000.0}
Cpanel::JSON::XS {"g":1714979289.123456} => {"g":1714979289.12346}
Cpanel::JSON::XS {"g":12345678901234567890123} => {"g":"12345678901234567890123"}
Cpanel::JSON::XS {"g":1e400} => {"g":null}
Cpanel::JSON::XS {"g":1,"g":2} => error
JSON::PP after no use => {"g":10,"s":"7"}
JSON::PP after $r->{g} > 9 => {"g":10,"s":"7"}
JSON::PP after $r->{g} eq 'x' => {"g":10,"s":"7"}
JSON::PP after "$r->{g}" => {"g":10,"s":"7"}
JSON::PP after $groups{$r->{g}}++ => {"g":10,"s":"7"}
JSON::PP after $r->{s} eq 'x' => {"g":10,"s":"7"}
JSON::PP after $r->{s} > 9 => {"g":10,"s":7}
JSON::PP {"g":1.0} => {"g":1}
JSON::PP {"g":1e3} => {"g":1000}
JSON::PP {"g":1714979289.123456} => {"g":1714979289.12346}
JSON::PP {"g":12345678901234567890123} => {"g":"12345678901234567890123"}
JSON::PP {"g":1e400} => {"g":Inf}
JSON::PP {"g":1,"g":2} => {"g":2}
END

cat > probe.pl <<'END'
use strict;
use warnings;
no warnings 'numeric';
use Cpanel::JSON::XS ();
use JSON::PP ();
use JSON::XS ();

my @uses = (
    ['no use', sub { }],
    [q($r->{g} > 9), sub { my $seen = $_[0]{g} > 9 }],
    [q($r->{g} eq 'x'), sub { my $seen = $_[0]{g} eq 'x' }],
    [q("$r->{g}"), sub { my $seen = "$_[0]{g}" }],
    [q($groups{$r->{g}}++), sub { my %groups; $groups{$_[0]{g}}++ }],
    [q($r->{s} eq 'x'), sub { my $seen = $_[0]{s} eq 'x' }],
    [q($r->{s} > 9), sub { my $seen = $_[0]{s} > 9 }],
);
for my $name (qw(JSON::XS Cpanel::JSON::XS JSON::PP)) {
    my $json = $name->new->canonical;
    for (@uses) {
        my ($use, $run) = @$_;
        my $record = $json->decode('{"g":10,"s":"7"}');
        $run->($record);
        print "$name after $use => ", $json->encode($record), "\n";
    }
    for my $text ('{"g":1.0}', '{"g":1e3}', '{"g":1714979289.123456}', '{"g":12345678901234567890123}', '{"g":1e400}', '{"g":1,"g":2}') {
        print "$name $text => ", eval { $json->encode($json->decode($text)) } // 'error', "\n";
    }
}
END
perl probe.pl > seen

diff expected seen
echo unchanged
