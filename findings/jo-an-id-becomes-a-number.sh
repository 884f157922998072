#!/usr/bin/env bash
# Finding: jo makes JSON of words of the shell, and guesses: the id 007 is 7, 12E5 is
# 1200000, 0x10 is 16, and 9007199254740993 is …992. A value that is empty is null, as is
# the word null, and a string in brackets is a list. `-s` before a word keeps its spelling,
# if `--` is before the `-s`, and makes the empty string of "null". jshon prints 0.1 as
# 0.10000000000000001 and 1.10 as 1.1000000000000001, and `-u` prints null and the string
# "null" alike.
# Packages (Debian 12): jo 1.9, jshon 20131010.
# Why it matters: a script that makes the body of a job with jo sends another serial
# number for a few servers of many.
# Seen on 2026-11-30. Needs jo and jshon (apt-get install).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

jo -v | grep -qx 'jo 1\.9'

cat > expected <<'END'
jo s=007 => {"s":7}
jo -- -s s=007 => {"s":"007"}
jo s=12E5 => {"s":1200000}
jo -- -s s=12E5 => {"s":"12E5"}
jo s=0x10 => {"s":16}
jo -- -s s=0x10 => {"s":"0x10"}
jo s=9007199254740993 => {"s":9007199254740992}
jo -- -s s=9007199254740993 => {"s":"9007199254740993"}
jo s=1.10 => {"s":1.1}
jo -- -s s=1.10 => {"s":"1.10"}
jo s=+1 => {"s":1}
jo -- -s s=+1 => {"s":"+1"}
jo s= => {"s":null}
jo -- -s s= => {"s":""}
jo s=null => {"s":null}
jo -- -s s=null => {"s":""}
jo s=true => {"s":true}
jo -- -s s=true => {"s":"true"}
jo s=[1] => {"s":[1]}
jo -- -s s=[1] => {"s":"[1]"}
jo s=state eq 'ERROR' => {"s":"state eq 'ERROR'"}
jo -- -s s=state eq 'ERROR' => {"s":"state eq 'ERROR'"}
jshon [0.1] => [0.10000000000000001]
jshon [0.3] => [0.29999999999999999]
jshon [1.10] => [1.1000000000000001]
jshon [1e3] => [1000.0]
jshon [1714979289.123456] => [1714979289.123456]
jshon -e 0 -u [null] => null
jshon -e 0 -u ["null"] => null
END

{
  for value in 007 12E5 0x10 9007199254740993 1.10 +1 '' null true '[1]' "state eq 'ERROR'"; do
    echo "jo s=$value => $(jo "s=$value")"
    echo "jo -- -s s=$value => $(jo -- -s "s=$value")"
  done
  for text in '[0.1]' '[0.3]' '[1.10]' '[1e3]' '[1714979289.123456]'; do
    echo "jshon $text => $(jshon <<< "$text" | tr -d ' \n')"
  done
  for text in '[null]' '["null"]'; do
    echo "jshon -e 0 -u $text => $(jshon -e 0 -u <<< "$text")"
  done
} > seen

diff expected seen
echo unchanged
