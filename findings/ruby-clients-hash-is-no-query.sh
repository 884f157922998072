#!/usr/bin/env bash
# Finding: the second argument of `get` is the query in Faraday and the headers in
# RestClient; the code of one sends no filter with the other.
# Packages: faraday 1.1.0, rest-client 2.1.0 (Debian 12).
# Why it matters: `params[filter]=…` and a header `Filter` are both ignored, and the
# answer is every job.
# Seen on 2026-11-29. Needs python3, ruby-faraday and ruby-rest-client (Debian's packages).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

. "$here/recorder.sh"

cat > expected <<'END'
/faraday?filter=state+eq+null
/faraday?params%5Bfilter%5D=state+eq+null
/restclient
/restclient?filter=state+eq+null
END

cat > probe.rb <<'END'
require 'faraday'
require 'rest-client'

base = "http://127.0.0.1:#{ARGV[0]}"
Faraday.get("#{base}/faraday", filter: 'state eq null')
Faraday.get("#{base}/faraday", params: { filter: 'state eq null' })
RestClient.get("#{base}/restclient", filter: 'state eq null')
RestClient.get("#{base}/restclient", params: { filter: 'state eq null' })
END
ruby probe.rb "$port"
cp requests seen

diff expected seen
echo unchanged
