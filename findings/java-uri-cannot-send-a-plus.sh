#!/usr/bin/env bash
# Finding: the constructors of `java.net.URI` with several arguments cannot send a `+`
# of a value. Plain, it stays `+`, which a form reads as a blank; encoded as `%2B` it
# becomes `%252B`. Only the constructor with one argument and `URI.create` can.
# Program: OpenJDK 17 (Debian 12).
# Why it matters: the documentation recommends these constructors for quoting. A
# serial number with a `+` finds no job.
# Seen on 2026-11-29. Needs java (Debian's default-jdk-headless).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
plain: filter=id%20eq%20'a+b'
encoded: filter=id%20eq%20'a%252Bb'
create: filter=id%20eq%20%27a%2Bb%27
END

cat > Probe.java <<'END'
import java.net.URI;

class Probe {
    public static void main(String[] args) throws Exception {
        System.out.println("plain: " + new URI("https", "host", "/jobs", "filter=id eq 'a+b'", null).getRawQuery());
        System.out.println("encoded: " + new URI("https", "host", "/jobs", "filter=id eq 'a%2Bb'", null).getRawQuery());
        System.out.println("create: " + URI.create("https://host/jobs?filter=id%20eq%20%27a%2Bb%27").getRawQuery());
    }
}
END
java Probe.java > seen

diff expected seen
echo unchanged
