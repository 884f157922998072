#!/usr/bin/env bash
# Finding: a number that cjson and dkjson of Lua write has at most 14 digits:
# 1714979289.123456, a time in seconds, becomes 1714979289.1235. For cjson each number is
# a double, so 9007199254740993 becomes 9.007199254741e+15 and 1.0 becomes 1; dkjson keeps
# both. cjson writes an empty list as `{}`. Its null is neither nil nor false, so a
# condition `if row.p` takes it, and dkjson drops null with its key, and `#` of the list
# [1,null,3] is 1. 1e400 is an error in one and null in the other.
# Packages (Debian 12): lua5.4 5.4.4, lua-cjson 2.1.0, lua-dkjson 2.6.
# Why it matters: gateways are scripted in Lua, and an answer that passes through one has
# other times, and no nulls.
# Seen on 2026-11-30. Needs lua5.4, lua-cjson and lua-dkjson (apt-get install).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
cjson {"g":1714979289.123456} => {"g":1714979289.1235}
cjson {"g":1714979289123} => {"g":1714979289123}
cjson {"g":9007199254740993} => {"g":9.007199254741e+15}
cjson {"g":1.0} => {"g":1}
cjson {"g":0.30000000000000004} => {"g":0.3}
cjson {"g":100000000000000} => {"g":1e+14}
cjson {"g":1e400} => error
cjson {"p":null} => {"p":null}
cjson [1,null,3] => [1,null,3]
cjson [null] => [null]
cjson {"l":[]} => {"l":{}}
cjson {"o":{}} => {"o":{}}
cjson if row.p => taken
cjson row.p == nil => false
cjson # of [1,null,3] => 3
dkjson {"g":1714979289.123456} => {"g":1714979289.1235}
dkjson {"g":1714979289123} => {"g":1714979289123}
dkjson {"g":9007199254740993} => {"g":9007199254740993}
dkjson {"g":1.0} => {"g":1.0}
dkjson {"g":0.30000000000000004} => {"g":0.3}
dkjson {"g":100000000000000} => {"g":100000000000000}
dkjson {"g":1e400} => {"g":null}
dkjson {"p":null} => {}
dkjson [1,null,3] => [1,null,3]
dkjson [null] => []
dkjson {"l":[]} => {"l":[]}
dkjson {"o":{}} => {"o":{}}
dkjson if row.p => not taken
dkjson row.p == nil => true
dkjson # of [1,null,3] => 1
END

cat > probe.lua <<'END'
local libraries = { { "cjson", require("cjson") }, { "dkjson", require("dkjson") } }
for _, pair in ipairs(libraries) do
  local name, json = pair[1], pair[2]
  for _, text in ipairs { '{"g":1714979289.123456}', '{"g":1714979289123}', '{"g":9007199254740993}', '{"g":1.0}',
      '{"g":0.30000000000000004}', '{"g":100000000000000}', '{"g":1e400}', '{"p":null}', '[1,null,3]', '[null]', '{"l":[]}', '{"o":{}}' } do
    local ok, seen = pcall(function() return json.encode((json.decode(text))) end)
    print(name .. " " .. text .. " => " .. (ok and seen or "error"))
  end
  local row = json.decode('{"p":null}')
  print(name .. " if row.p => " .. (row.p and "taken" or "not taken"))
  print(name .. " row.p == nil => " .. tostring(row.p == nil))
  print(name .. " # of [1,null,3] => " .. #(json.decode('[1,null,3]')))
end
END
lua5.4 probe.lua > seen

diff expected seen
echo unchanged
