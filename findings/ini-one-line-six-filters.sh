#!/usr/bin/env bash
# Finding: six readers of INI files give six sets of filters. PHP removes all quotes, so
# `name eq 'x'` is `name eq x`, `eq "x"` is `eqx`, null is empty, and a filter with
# parentheses is an error. ini of npm, ini.v1 of Go and git end the value at a `#` or `;`
# inside of a string, and IniParse of Ruby at a `#` after a blank. ini of npm makes
# `a' eq 'b` of `'a' eq 'b'`. git makes a line end of `\n` in `C:\new`, and removes double
# quotes inside. configparser keeps all of it, and raises an error for a `%`, also in
# `%2B`.
# Packages: ini 7.0.0 (npm); php8.2-cli 8.2, ruby-iniparse 1.4.2,
# golang-gopkg-ini.v1-dev 1.66.2 (Debian 12); git 2.39.5 and 2.47.3; configparser of
# Python 3.11.
# Why it matters: scripts keep their filters in such files, and what one reader takes as
# a comment is half of the filter for the next.
# Seen on 2026-11-30. Needs node and npm, python3, php, git, go, ruby-iniparse and
# golang-gopkg-ini.v1-dev (apt-get install).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts ini@7.0.0 > install.log

cat > expected <<'END'
configparser plain => name eq 'x'
configparser hash => name eq 'a#b'
configparser spaced => name eq 'a #b'
configparser semicolon => name eq 'a;b'
configparser quoted => 'a' eq 'b'
configparser double => name eq "x"
configparser percent => error, InterpolationSyntaxError
configparser backslash => name eq 'C:\new'
configparser group => not (g eq 1)
configparser equals => name eq 'a=b'
configparser empty => null
npm ini plain => name eq 'x'
npm ini hash => name eq 'a
npm ini spaced => name eq 'a
npm ini semicolon => name eq 'a
npm ini quoted => a' eq 'b
npm ini double => name eq "x"
npm ini percent => name eq 'a%2Bb'
npm ini backslash => name eq 'C:\new'
npm ini group => not (g eq 1)
npm ini equals => name eq 'a=b'
npm ini empty => (null)
PHP plain => name eq x
PHP hash => name eq a#b
PHP spaced => name eq a #b
PHP semicolon => name eq a;b
PHP quoted => a eq b
PHP double => name eqx
PHP percent => name eq a%2Bb
PHP backslash => name eq C:\new
PHP group => error
PHP equals => name eq a=b
PHP empty => 
IniParse plain => name eq 'x'
IniParse hash => name eq 'a#b'
IniParse spaced => name eq 'a
IniParse semicolon => name eq 'a;b'
IniParse quoted => 'a' eq 'b'
IniParse double => name eq "x"
IniParse percent => name eq 'a%2Bb'
IniParse backslash => name eq 'C:\new'
IniParse group => not (g eq 1)
IniParse equals => name eq 'a=b'
IniParse empty => null
ini.v1 plain => name eq 'x'
ini.v1 hash => name eq 'a
ini.v1 spaced => name eq 'a
ini.v1 semicolon => name eq 'a
ini.v1 quoted => 'a' eq 'b'
ini.v1 double => name eq "x"
ini.v1 percent => name eq 'a%2Bb'
ini.v1 backslash => name eq 'C:\new'
ini.v1 group => not (g eq 1)
ini.v1 equals => name eq 'a=b'
ini.v1 empty => null
git plain => name eq 'x'
git hash => name eq 'a
git spaced => name eq 'a
git semicolon => name eq 'a
git quoted => 'a' eq 'b'
git double => name eq x
git percent => name eq 'a%2Bb'
git backslash => name eq 'C:
ew'
git group => not (g eq 1)
git equals => name eq 'a=b'
git empty => null
END

cat > sample.ini <<'END'
[q]
plain=name eq 'x'
hash=name eq 'a#b'
spaced=name eq 'a #b'
semicolon=name eq 'a;b'
quoted='a' eq 'b'
double=name eq "x"
percent=name eq 'a%2Bb'
backslash=name eq 'C:\new'
group=not (g eq 1)
equals=name eq 'a=b'
empty=null
END
sed '/=/!d; s/=.*//' sample.ini > names
cat > read.py <<'END'
import configparser
reader = configparser.ConfigParser()
reader.read("sample.ini")
for name in open("names").read().split():
    try:
        print("configparser", name, "=>", reader["q"][name])
    except configparser.Error as error:
        print("configparser", name, "=> error,", type(error).__name__)
END
cat > read.cjs <<'END'
const fs = require('fs');
const values = require('ini').parse(fs.readFileSync('sample.ini', 'utf8')).q;
for (const name of fs.readFileSync('names', 'utf8').trim().split('\n'))
  console.log('npm ini', name, '=>', typeof values[name] === 'string' ? values[name] : `(${values[name]})`);
END
cat > read.php <<'END'
<?php
foreach (file('sample.ini', FILE_IGNORE_NEW_LINES) as $line) {
    if ($line[0] === '[') continue;
    $name = strtok($line, '=');
    $values = @parse_ini_string($line);
    echo "PHP $name => ", $values === false ? 'error' : $values[$name], "\n";
}
END
cat > read.rb <<'END'
require 'iniparse'
values = IniParse.parse(File.read('sample.ini'))['q']
File.read('names').split.each { |name| puts "IniParse #{name} => #{values[name]}" }
END
cat > read.go <<'END'
package main

import (
	"fmt"
	"os"
	"strings"

	"gopkg.in/ini.v1"
)

func main() {
	file, err := ini.Load("sample.ini")
	if err != nil {
		panic(err)
	}
	names, _ := os.ReadFile("names")
	for _, name := range strings.Fields(string(names)) {
		fmt.Println("ini.v1", name, "=>", file.Section("q").Key(name).Value())
	}
}
END
{
  python3 read.py
  node read.cjs
  php read.php
  ruby read.rb
  GOPATH=/usr/share/gocode GO111MODULE=off go run read.go
  while read -r name; do
    echo "git $name => $(git config -f sample.ini "q.$name")"
  done < names
} > seen

diff expected seen
echo unchanged
