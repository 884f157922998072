# Runs a script: variables without a value get one, and nothing stays unsent.
#
# `bash run.sh FILE BASE`: the script's own programs send the requests. A script that only makes a
# URL has it requested; its functions are called.
_file=$1 _base=$2
shift 2
for name in $(grep -oE '\$\{?[A-Za-z_][A-Za-z_0-9]*' "$_file" | tr -d '${' | sort -u); do
  if grep -qE "(^|[^A-Za-z_0-9])$name\+?=|(for|read|local) $name" "$_file"; then continue; fi
  case ${name,,} in
    *base* | *url* | *host* | com | *root* | *endpoint* | api* | jobs) declare "$name=$_base" ;;
    *since* | *date* | *time*) declare "$name=2026-11-16T00:00:00Z" ;;
    m) declare "$name=06" ;;
    h) declare "$name=07" ;;
    n | count | limit) declare "$name=3" ;;
    path | home | pwd | user | oldpwd | ifs | bash*) ;;
    *) declare "$name=x" ;;
  esac
done
urlencode() { jq -rn --arg x "$1" '$x|@uri'; }
if ! grep -q '^get()' "$_file"; then get() { curl -sSG "$_base$1" "${@:2}"; }; fi
_before=$(compgen -A function | sort)
. "$_file"
set +eu
for name in $(compgen -A function | sort | comm -13 <(echo "$_before") -); do "$name" x; done
for name in $(compgen -A variable); do
  case $name in BASH_* | _*) continue ;; esac
  case ${!name} in
    http*/compute-ops*filter=*) if ! grep -qE "(curl|wget|http).*\\\$\{?$name" "$_file"; then curl -sSg "${!name}"; fi ;;
  esac
done
