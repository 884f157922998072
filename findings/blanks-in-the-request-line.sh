#!/usr/bin/env bash
# Finding: four standard libraries put the blanks of a URL into the first line of the
# request, which is then malformed: `http.Get` of Go, `URL.openStream` of Java,
# `file_get_contents` of PHP, and a request of Ruby's Net::HTTP made from a path.
# Programs: Go 1.19.8, OpenJDK 17, PHP 8.2, Ruby 3.1 (Debian 12).
# Why it matters: a lenient server cuts the filter at its first blank, and others
# answer 400 without a reason. urllib and curl refuse such a URL.
# Seen on 2026-11-29. Needs python3, go, java, php and ruby (Debian's packages).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

. "$here/recorder.sh"

cat > expected <<'END'
/go?filter=state eq 'ERROR'
/java?filter=state eq 'ERROR'
/php?filter=state eq 'ERROR'
/ruby?filter=state eq 'ERROR'
END

cat > main.go <<'END'
package main

import (
	"net/http"
	"os"
)

func main() { http.Get("http://127.0.0.1:" + os.Args[1] + "/go?filter=state eq 'ERROR'") }
END
cat > Probe.java <<'END'
class Probe {
    public static void main(String[] args) throws Exception {
        new java.net.URL("http://127.0.0.1:" + args[0] + "/java?filter=state eq 'ERROR'").openStream().close();
    }
}
END
GO111MODULE=off GOTOOLCHAIN=local go run main.go "$port"
java Probe.java "$port"
php -r "file_get_contents(\"http://127.0.0.1:$port/php?filter=state eq 'ERROR'\");"
ruby -rnet/http -e "Net::HTTP.new('127.0.0.1', $port).request(Net::HTTP::Get.new(\"/ruby?filter=state eq 'ERROR'\"))"
cp requests seen

diff expected seen
echo unchanged
