#!/usr/bin/env bash
# Finding: in a URL with `filter=name eq 'a;b'&limit=5`, four readers of Debian split
# the value at the `;`, with a `%20` for each blank and the `;` raw, as RFC 3986 allows.
# Printed again the URL is another one: Racket writes `filter='a&b'`, and URI of Perl
# `'a;b'=;limit=5`, because the first `;` makes it the separator, so the limit is a part
# of the filter for a server that splits at `&`. Emacs gives the parameters in the
# reverse order, and keeps a `+`. Erlang, Nim, Mojo::URL of Perl and URI of Ruby split
# at `&` alone. `%3B` is read by all.
# Packages (Debian 12): racket 8.7, emacs-nox 28.2, liburi-perl 5.17,
# libmojolicious-perl 9.31, ruby 3.1, erlang-base 25.2.3, nim 1.6.10.
# Why it matters: a name may hold a `;`, and many clients leave it raw in a query.
# Seen on 2026-11-30. Needs Debian 12 with racket, emacs-nox, liburi-perl,
# libmojolicious-perl, ruby, erlang-base and nim (apt-get install).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
racket => ((filter . "name eq 'a") (|b'| . #f) (limit . "5")), again http://h/jobs?filter=name+eq+%27a&b%27&limit=5
racket => ((filter . "name eq 'a;b'") (limit . "5")), again http://h/jobs?filter=name+eq+%27a%3Bb%27&limit=5
emacs => (("limit" "5") ("b'" "") ("filter" "name eq 'a"))
emacs => (("limit" "5") ("filter" "name eq 'a;b'"))
emacs => (("filter" "name+eq+'a'"))
perl URI => filter | name eq 'a | b' |  | limit | 5, again http://h/jobs?filter=name+eq+'a;b'=;limit=5
perl Mojo::URL => filter | name eq 'a;b' | limit | 5
perl URI => filter | name eq 'a;b' | limit | 5, again http://h/jobs?filter=name+eq+'a%3Bb'&limit=5
perl Mojo::URL => filter | name eq 'a;b' | limit | 5
ruby CGI => {"filter"=>["name eq 'a"], "b'"=>[], "limit"=>["5"]}
ruby URI => [["filter", "name eq 'a;b'"], ["limit", "5"]]
ruby CGI => {"filter"=>["name eq 'a;b'"], "limit"=>["5"]}
ruby URI => [["filter", "name eq 'a;b'"], ["limit", "5"]]
erlang => [{"filter","name eq 'a;b'"},{"limit","5"}]
nim => @[(key: "filter", value: "name eq \'a;b\'"), (key: "limit", value: "5")]
END

cat > probe.rkt <<'END'
#lang racket/base
(require net/url)
(for ([text '("http://h/jobs?filter=name%20eq%20'a;b'&limit=5" "http://h/jobs?filter=name%20eq%20'a%3Bb'&limit=5")])
  (define url (string->url text))
  (printf "racket => ~s, again ~a\n" (url-query url) (url->string url)))
END
cat > probe.el <<'END'
(require 'url-util)
(dolist (text '("filter=name%20eq%20'a;b'&limit=5" "filter=name%20eq%20'a%3Bb'&limit=5" "filter=name+eq+'a'"))
  (princ (format "emacs => %S\n" (url-parse-query-string text))))
END
cat > probe.pl <<'END'
use URI; use Mojo::URL;
for my $text ("http://h/jobs?filter=name%20eq%20'a;b'&limit=5", "http://h/jobs?filter=name%20eq%20'a%3Bb'&limit=5") {
  my $url = URI->new($text);
  my @query = $url->query_form;
  $url->query_form(@query);
  print "perl URI => ", join(" | ", @query), ", again $url\n";
  print "perl Mojo::URL => ", join(" | ", @{ Mojo::URL->new($text)->query->pairs }), "\n";
}
END
cat > probe.rb <<'END'
require "cgi"
require "uri"
["filter=name%20eq%20'a;b'&limit=5", "filter=name%20eq%20'a%3Bb'&limit=5"].each do |text|
  puts "ruby CGI => #{CGI.parse(text)}"
  puts "ruby URI => #{URI.decode_www_form(text)}"
end
END
cat > probe.escript <<'END'
#!/usr/bin/env escript
main(_) -> io:format("erlang => ~0p~n", [uri_string:dissect_query("filter=name%20eq%20'a;b'&limit=5")]).
END
cat > probe.nim <<'END'
import std/[sequtils, uri]
echo "nim => ", toSeq(decodeQuery("filter=name%20eq%20'a;b'&limit=5"))
END

{
  racket probe.rkt
  emacs -Q --batch -l probe.el
  perl probe.pl
  ruby probe.rb
  escript probe.escript
  nim compile --run --hints:off --verbosity:0 --nimcache:cache probe.nim
} > seen

diff expected seen
echo unchanged
