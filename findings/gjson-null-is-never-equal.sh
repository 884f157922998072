#!/usr/bin/env bash
# Finding: in the queries of gjson `g==null` selects nothing, not even null. `g!=null` and
# `g!=1` leave out a list, and `g!=1` null and missing too. A literal in quotes equals a
# number: `g=="10"` takes 10, `g>5` takes the string "x", and `g<5` the string "10".
# `g==~true` takes each number but 0. `g==1 || g==10` raises no error and finds nothing.
# gojsonq selects nothing for `>` between strings, and `WhereNil` takes null alone. If a
# property is null or missing in one record, its sum and its maximum are 0 and its average
# NaN; an error is there for who asks.
# Packages (Debian 12): golang-github-tidwall-gjson-dev 1.14.4,
# golang-github-thedevsaddam-gojsonq-dev 2.5.2.
# Why it matters: `parentJobId eq null` over an answer of the service is an empty list in
# a program of Go.
# Seen on 2026-11-30. Needs go and the two packages (apt-get install).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
gjson g==1 => ["one","dec"]
gjson g!=1 => ["ten","true","text","word"]
gjson g==null => []
gjson g!=null => ["one","dec","ten","true","text","word"]
gjson g<5 => ["one","dec","text"]
gjson g>5 => ["ten","word"]
gjson g=="10" => ["ten","text"]
gjson g=="1" => ["one","dec"]
gjson g=="1.0" => ["one","dec"]
gjson g==~true => ["one","dec","ten","true"]
gjson g==~false => ["null","missing","text","word","list"]
gjson g => ["one","dec","ten","null","true","text","word","list"]
gjson s>"A" => ["one","dec","ten","text","word"]
gjson g==1 || g==10 => []
gojsonq g = 1 => [one dec]
gojsonq g != 1 => [ten null true text word list]
gojsonq g nil => [null]
gojsonq s > A => []
gojsonq [{"g": 1}, {"g": 10}] sum => 11 average => 5.5 maximum => 10
gojsonq [{"g": 1}, {"g": 10}] error => <nil>
gojsonq [{"g": 1}, {"g": null}, {"g": 10}] sum => 0 average => NaN maximum => 0
gojsonq [{"g": 1}, {"g": null}, {"g": 10}] error => gojsonq: property g's value '<nil>' is not numeric
gojsonq [{"g": 1}, {}, {"g": 10}] sum => 0 average => NaN maximum => 0
gojsonq [{"g": 1}, {}, {"g": 10}] error => gojsonq: property 'g' does not exist
END

cat > probe.go <<'END'
package main

import (
	"fmt"

	"github.com/thedevsaddam/gojsonq"
	"github.com/tidwall/gjson"
)

const rows = `[{"i": "one", "g": 1, "s": "ERROR"}, {"i": "dec", "g": 1.0, "s": "DONE"}, {"i": "ten", "g": 10, "s": "DONE"},
 {"i": "null", "g": null, "s": null}, {"i": "missing"}, {"i": "true", "g": true, "s": ""},
 {"i": "text", "g": "10", "s": "x"}, {"i": "word", "g": "x", "s": "x"}, {"i": "list", "g": [1, 10]}]`

func main() {
	for _, condition := range []string{`g==1`, `g!=1`, `g==null`, `g!=null`, `g<5`, `g>5`, `g=="10"`, `g=="1"`, `g=="1.0"`,
		`g==~true`, `g==~false`, `g`, `s>"A"`, `g==1 || g==10`} {
		fmt.Println("gjson", condition, "=>", gjson.Get(rows, "#("+condition+")#.i"))
	}
	query := func() *gojsonq.JSONQ { return gojsonq.New().FromString(rows) }
	fmt.Println("gojsonq g = 1 =>", query().Where("g", "=", 1).Pluck("i"))
	fmt.Println("gojsonq g != 1 =>", query().Where("g", "!=", 1).Pluck("i"))
	fmt.Println("gojsonq g nil =>", query().WhereNil("g").Pluck("i"))
	fmt.Println("gojsonq s > A =>", query().Where("s", ">", "A").Pluck("i"))
	for _, part := range []string{`[{"g": 1}, {"g": 10}]`, `[{"g": 1}, {"g": null}, {"g": 10}]`, `[{"g": 1}, {}, {"g": 10}]`} {
		fmt.Println("gojsonq", part, "sum =>", gojsonq.New().FromString(part).Sum("g"),
			"average =>", gojsonq.New().FromString(part).Avg("g"), "maximum =>", gojsonq.New().FromString(part).Max("g"))
		numbers := gojsonq.New().FromString(part)
		numbers.Sum("g")
		fmt.Println("gojsonq", part, "error =>", numbers.Error())
	}
}
END
GOPATH=/usr/share/gocode GO111MODULE=off go run probe.go > seen

diff expected seen
echo unchanged
