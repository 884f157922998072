#!/usr/bin/env bash
# Finding: Guzzle's option `query` removes the query of the URL, so the filter is lost;
# HTTParty and Faraday, of Ruby, add to it. A second filter replaces the first in
# Guzzle and Faraday, and HTTParty sends both.
# Packages: guzzle 7.4.5, faraday 1.1.0, httparty 0.21.0 (Debian 12).
# Why it matters: paging is added to a URL that another function built, and the answer
# is every job.
# Seen on 2026-11-29. Needs python3, php-guzzlehttp-guzzle, ruby-faraday and
# ruby-httparty (Debian's packages).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

. "$here/recorder.sh"

cat > expected <<'END'
/guzzle?limit=10
/guzzle?filter=id%20eq%20null
/faraday?filter=state+eq+null&limit=10
/faraday?filter=id+eq+null
/httparty?filter=state%20eq%20null&limit=10
/httparty?filter=state%20eq%20null&filter=id%20eq%20null
END

cat > probe.php <<'END'
<?php
require 'GuzzleHttp/autoload.php';
$client = new GuzzleHttp\Client(['base_uri' => "http://127.0.0.1:$argv[1]"]);
$client->get('/guzzle?filter=state%20eq%20null', ['query' => ['limit' => 10]]);
$client->get('/guzzle?filter=state%20eq%20null', ['query' => ['filter' => 'id eq null']]);
END
cat > probe.rb <<'END'
require 'faraday'
require 'httparty'

base = "http://127.0.0.1:#{ARGV[0]}"
Faraday.get("#{base}/faraday?filter=state%20eq%20null", limit: 10)
Faraday.get("#{base}/faraday?filter=state%20eq%20null", filter: 'id eq null')
HTTParty.get("#{base}/httparty?filter=state%20eq%20null", query: { limit: 10 })
HTTParty.get("#{base}/httparty?filter=state%20eq%20null", query: { filter: 'id eq null' })
END
php probe.php "$port"
ruby probe.rb "$port"
cp requests seen

diff expected seen
echo unchanged
