#!/usr/bin/env bash
# Finding: two files of gzip or Zstandard, one after the other, are one file of the same
# format, and half of the readers give the first part and report nothing. Within one
# library it depends on the function: `gunzipSync` and `gunzip` of fflate read one part
# and its class `Gunzip` both; `gzdecode` of PHP one and `compress.zlib://` both;
# `Zlib.gunzip` and `GzipReader.open` of Ruby one and `GzipReader.zcat` both; `memGunzip`
# and `gunzip` of Perl one and `gzopen` both; `decompress`, `decompressobj` and
# `read_to_iter` of zstandard one, and its `stream_reader` and `copy_stream` both. deflate
# of PyPI, Tcl and Racket read one.
# Packages: fflate 0.8.3 (npm); deflate 0.9.0, zstandard 0.25.0 (PyPI); php8.2-cli, ruby
# 3.1, perl 5.36, tcl 8.6.13, racket 8.7 (Debian 12).
# Why it matters: saved jobs of two days are joined with `cat`, and the second day is lost
# before any filter.
# Seen on 2026-11-30. Needs node and npm, python3, gzip, zstd, php, ruby, perl, tclsh and
# racket (apt-get install).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts fflate@0.8.3 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check deflate==0.9.0 zstandard==0.25.0

cat > expected <<'END'
fflate gunzipSync => {"i":"one"}
fflate Gunzip => {"i":"one"} {"i":"two"}
fflate gunzip => {"i":"one"}
Python gzip.decompress => {"i":"one"} {"i":"two"}
Python zlib.decompress => {"i":"one"}
deflate gzip_decompress => {"i":"one"}
zstandard decompress => {"i":"one"}
zstandard decompressobj => {"i":"one"}
zstandard read_to_iter => {"i":"one"}
zstandard stream_reader => {"i":"one"} {"i":"two"}
zstandard copy_stream => {"i":"one"} {"i":"two"}
PHP gzdecode => {"i":"one"}
PHP compress.zlib:// => {"i":"one"} {"i":"two"}
Ruby Zlib.gunzip => {"i":"one"}
Ruby GzipReader.open => {"i":"one"}
Ruby GzipReader.zcat => {"i":"one"} {"i":"two"}
Perl gunzip => {"i":"one"}
Perl gunzip with MultiStream => {"i":"one"} {"i":"two"}
Perl memGunzip => {"i":"one"}
Perl gzopen => {"i":"one"} {"i":"two"}
Tcl zlib gunzip => {"i":"one"}
Tcl zlib push => {"i":"one"}
Racket gunzip-through-ports => {"i":"one"}
gzip => {"i":"one"} {"i":"two"}
zstd => {"i":"one"} {"i":"two"}
END

for day in one two; do
  echo "{\"i\":\"$day\"}" | gzip -nc >> days.ndjson.gz
  echo "{\"i\":\"$day\"}" | zstd -qc >> days.ndjson.zst
done
cat > probe.cjs <<'END'
const fflate = require('fflate');
const input = require('fs').readFileSync('days.ndjson.gz');
const show = (name, parts) => console.log(name, '=>', Buffer.concat(parts).toString().trim().split('\n').join(' '));
show('fflate gunzipSync', [fflate.gunzipSync(input)]);
const parts = [];
new fflate.Gunzip((part) => parts.push(part)).push(input, true);
show('fflate Gunzip', parts);
fflate.gunzip(input, (error, output) => show('fflate gunzip', [output]));
END
cat > probe.py <<'END'
import gzip
import io
import zlib
import deflate
import zstandard

def show(name, output):
    print(name, "=>", " ".join(bytes(output).decode().split()))

data = open("days.ndjson.gz", "rb").read()
show("Python gzip.decompress", gzip.decompress(data))
show("Python zlib.decompress", zlib.decompress(data, 31))
show("deflate gzip_decompress", deflate.gzip_decompress(data))
data = open("days.ndjson.zst", "rb").read()
reader = zstandard.ZstdDecompressor
show("zstandard decompress", reader().decompress(data, max_output_size=1000))
show("zstandard decompressobj", reader().decompressobj().decompress(data))
show("zstandard read_to_iter", b"".join(reader().read_to_iter(io.BytesIO(data))))
show("zstandard stream_reader", reader().stream_reader(io.BytesIO(data)).read())
output = io.BytesIO()
reader().copy_stream(io.BytesIO(data), output)
show("zstandard copy_stream", output.getvalue())
END
cat > probe.php <<'END'
<?php
foreach (['gzdecode' => gzdecode(file_get_contents('days.ndjson.gz')), 'compress.zlib://' => file_get_contents('compress.zlib://days.ndjson.gz')] as $name => $output)
    echo "PHP $name => ", strtr(trim($output), "\n", ' '), "\n";
END
cat > probe.rb <<'END'
require 'zlib'
{ 'Zlib.gunzip' => Zlib.gunzip(File.binread('days.ndjson.gz')),
  'GzipReader.open' => Zlib::GzipReader.open('days.ndjson.gz', &:read),
  'GzipReader.zcat' => File.open('days.ndjson.gz', 'rb') { |file| Zlib::GzipReader.zcat(file) } }.each do |name, output|
  puts "Ruby #{name} => #{output.split.join(' ')}"
end
END
cat > probe.pl <<'END'
use strict;
use warnings;
use Compress::Zlib;
use IO::Uncompress::Gunzip qw(gunzip);
sub show { my ($name, $output) = @_; print "Perl $name => ", join(' ', split(' ', $output)), "\n" }
gunzip 'days.ndjson.gz' => \my $one;
show 'gunzip', $one;
gunzip 'days.ndjson.gz' => \my $both, MultiStream => 1;
show 'gunzip with MultiStream', $both;
open my $file, '<:raw', 'days.ndjson.gz' or die;
my $data = do { local $/; <$file> };
show 'memGunzip', Compress::Zlib::memGunzip($data);
my ($output, $line) = ('', '');
my $gz = gzopen('days.ndjson.gz', 'rb');
$output .= $line while $gz->gzreadline($line) > 0;
show 'gzopen', $output;
END
cat > probe.tcl <<'END'
set file [open days.ndjson.gz rb]
puts "Tcl zlib gunzip => [string trim [zlib gunzip [read $file]]]"
seek $file 0
zlib push gunzip $file
puts "Tcl zlib push => [string trim [read $file]]"
END
{
  node probe.cjs
  venv/bin/python probe.py
  php probe.php
  ruby probe.rb
  perl probe.pl
  tclsh probe.tcl
  racket -e '(require file/gunzip racket/string) (define out (open-output-string)) (call-with-input-file "days.ndjson.gz" (lambda (in) (gunzip-through-ports in out))) (displayln (string-append "Racket gunzip-through-ports => " (string-trim (get-output-string out))))'
  echo "gzip => $(gzip -dc days.ndjson.gz | paste -sd ' ')"
  echo "zstd => $(zstd -qdc days.ndjson.zst | paste -sd ' ')"
} > seen

diff expected seen
echo unchanged
