# A PostgreSQL cluster on a unix socket, for the scripts that source this file as root in their own folder.
# libpq and the drivers that follow it find it by `PGHOST` and the other variables. The cluster and the folder
# `$dir` end with the script.

bin=/usr/lib/postgresql/15/bin
"$bin/postgres" --version | grep -q ' 15\.18 '
as_postgres() { (cd / && runuser -u postgres -- "$@"); }
chmod 711 "$dir"
install -d -o postgres "$dir/pg"
export PGHOST="$dir/pg" PGUSER=postgres PGDATABASE=postgres
as_postgres "$bin/initdb" --pgdata="$dir/pg/data" --auth=trust --locale=C.UTF-8 > initdb.log
trap 'as_postgres "$bin/pg_ctl" --pgdata="$dir/pg/data" --mode=immediate stop > /dev/null; rm -rf "$dir"' EXIT
as_postgres "$bin/pg_ctl" --pgdata="$dir/pg/data" --wait --log="$dir/pg/log" --options="-k $dir/pg -c listen_addresses= -c fsync=off" start > start.log
