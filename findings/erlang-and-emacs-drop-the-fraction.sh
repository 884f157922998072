#!/usr/bin/env bash
# Finding: rfc3339_to_system_time of Erlang cuts a fraction off unless a finer unit is
# asked for, and reads 25:61:61 as 02:02:01 of the next day, where a month 13 and
# 30 February are errors. Both readers of Emacs cut the fraction, make 1 March of
# 30 February, and January of a month 13. A time without an offset is an error in
# Erlang, and in the machine's zone in Emacs.
# Packages: erlang-base 25.2.3, emacs-nox 28.2 (Debian 12).
# Why it matters: `createdAt` of 07:08:09.9 is not after 07:08:09 here, and is for the
# service.
# Seen on 2026-11-30. Needs escript and emacs (apt-get install erlang-base emacs-nox).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
erlang 2024-05-06T07:08:09.9Z => 2024-05-06T07:08:09Z, 2024-05-06T07:08:09.900Z
erlang 1969-12-31T23:59:59.5Z => 1969-12-31T23:59:59Z, 1969-12-31T23:59:59.500Z
erlang 2024-05-06T24:00:00Z => 2024-05-07T00:00:00Z, 2024-05-07T00:00:00.000Z
erlang 2024-05-06T25:61:61Z => 2024-05-07T02:02:01Z, 2024-05-07T02:02:01.000Z
erlang 2024-02-30T00:00:00Z => error, error
erlang 2024-13-01T00:00:00Z => error, error
erlang 2024-05-06T07:08:09 => error, error
erlang 2024-05-06 07:08:09Z => 2024-05-06T07:08:09Z, 2024-05-06T07:08:09.000Z
erlang 2024-05-06 => error, error
emacs 2024-05-06T07:08:09.9Z => 2024-05-06T07:08:09.000Z, 2024-05-06T07:08:09.000Z
emacs 1969-12-31T23:59:59.5Z => 1969-12-31T23:59:59.000Z, 1969-12-31T23:59:59.000Z
emacs 2024-05-06T24:00:00Z => 2024-05-07T00:00:00.000Z, 2024-05-07T00:00:00.000Z
emacs 2024-05-06T25:61:61Z => 2024-05-07T02:02:01.000Z, 2024-05-07T02:02:01.000Z
emacs 2024-02-30T00:00:00Z => 2024-03-01T00:00:00.000Z, 2024-03-01T00:00:00.000Z
emacs 2024-13-01T00:00:00Z => 2025-01-01T00:00:00.000Z, 2025-01-01T00:00:00.000Z
emacs 2024-05-06T07:08:09 => 2024-05-06T11:08:09.000Z, 2024-05-06T11:08:09.000Z
emacs 2024-05-06 07:08:09Z => error, error
emacs 2024-05-06 => error, error
END

cat > texts <<'END'
2024-05-06T07:08:09.9Z
1969-12-31T23:59:59.5Z
2024-05-06T24:00:00Z
2024-05-06T25:61:61Z
2024-02-30T00:00:00Z
2024-13-01T00:00:00Z
2024-05-06T07:08:09
2024-05-06 07:08:09Z
2024-05-06
END
cat > probe.escript <<'END'
#!/usr/bin/env escript
found(Text, Unit) ->
  try calendar:system_time_to_rfc3339(calendar:rfc3339_to_system_time(Text, [{unit, Unit}]), [{unit, Unit}, {offset, "Z"}])
  catch error:_ -> "error" end.
main(_) ->
  {ok, Texts} = file:read_file("texts"),
  [io:format("erlang ~s => ~s, ~s~n", [Text, found(Text, second), found(Text, millisecond)])
   || Text <- string:lexemes(binary_to_list(Texts), "\n")].
END
cat > probe.el <<'END'
(require 'iso8601)
(require 'parse-time)
(dolist (text (split-string (with-temp-buffer (insert-file-contents "texts") (buffer-string)) "\n" t))
  (princ (format "emacs %s => %s\n" text
                 (mapconcat (lambda (reader)
                              (condition-case nil
                                  (format-time-string "%FT%T.%3NZ" (encode-time (funcall reader text)) t)
                                (error "error")))
                            '(parse-time-string iso8601-parse) ", "))))
END
escript probe.escript > seen
TZ=America/New_York emacs -Q --batch -l probe.el >> seen

diff expected seen
echo unchanged
