#!/usr/bin/env bash
# Finding: of a job that json-parse-string of Emacs has read, json-encode makes
# {"parent": "null", "done": "false"}: both are symbols, and this writer takes symbols
# for strings. It also writes `{}` as null. json-parse-string and json-serialize
# together keep all four. If the reader makes nil of null, the parent becomes `{}` in
# json-serialize. One reader has the first value of a key that is there twice, and the
# other the last.
# Package: emacs-nox 28.2 (Debian 12).
# Why it matters: for a filter, and for the next reader, "null" is a parent and
# "false" is a string.
# Seen on 2026-11-30. Needs emacs (apt-get install emacs-nox).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
emacs 28.2
json-read, json-encode => {"parent":null,"done":false,"list":[],"map":null}
json-read, json-serialize => error
json-parse-string, json-encode => {"parent":"null","done":"false","list":[],"map":null}
json-parse-string, json-serialize => {"parent":null,"done":false,"list":[],"map":{}}
null-as-nil, json-encode => {"parent":null,"done":"false","list":[],"map":null}
null-as-nil, json-serialize => {"parent":{},"done":false,"list":[],"map":{}}
twice => 1
twice => 2
END

cat > probe.el <<'END'
(require 'json)
(princ (format "emacs %s\n" emacs-version))
(defvar job "{\"parent\":null,\"done\":false,\"list\":[],\"map\":{}}")
(dolist (reader `((json-read . ,#'json-read-from-string)
                  (json-parse-string . ,(lambda (text) (json-parse-string text :object-type 'alist)))
                  (null-as-nil . ,(lambda (text) (json-parse-string text :object-type 'alist :null-object nil)))))
  (dolist (writer '(json-encode json-serialize))
    (princ (format "%s, %s => %s\n" (car reader) writer
                   (condition-case nil (funcall writer (funcall (cdr reader) job)) (error "error"))))))
(princ (format "twice => %s\n" (alist-get 'g (json-read-from-string "{\"g\":1,\"g\":2}"))))
(princ (format "twice => %s\n" (alist-get 'g (json-parse-string "{\"g\":1,\"g\":2}" :object-type 'alist))))
END
emacs -Q --batch -l probe.el > seen

diff expected seen
echo unchanged
