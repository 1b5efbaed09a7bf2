# Private servers for a test run; sourced. Both listen on loopback at free ports, keep everything in the
# given folder and never touch the system's own servers:
#
#   start_postgres FOLDER    exports HOANHAP_TEST_POSTGRES_URL
#   stop_postgres FOLDER
#   start_rabbitmq FOLDER    exports HOANHAP_TEST_RABBITMQ_URL, _MANAGEMENT, _DIR and _CTL
#   stop_rabbitmq FOLDER
#
# The folder exists and belongs to the caller. Nothing in it needs to survive: disks are not waited for.
# shellcheck shell=bash

library=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
given_ports=" "

# Sets `port` to one that nobody listens on, below those the system hands out itself.
find_free_port() {
    for _ in {1..200}; do
        port=$((20000 + RANDOM % 12000))
        [[ $given_ports == *" $port "* ]] && continue
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            given_ports+="$port "
            return
        fi
    done
    echo "no free port found" >&2
    return 1
}

# The folder of the newest PostgreSQL's programs.
postgres_programs() {
    local newest
    newest=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
    [[ -x $newest ]] || return 1
    dirname "$newest"
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if ((EUID == 0)); then
        setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"
    else
        "$@"
    fi
}

start_postgres() {
    local folder=$1/postgres programs port options
    programs=$(postgres_programs) || return 1
    find_free_port || return 1
    options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c max_connections=400"
    options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    mkdir "$folder"
    if ((EUID == 0)); then
        chmod a+x "$1"
        chown postgres:postgres "$folder"
    fi
    # From a folder that the other user may enter.
    (
        cd "$folder" || exit
        as_postgres "$programs/initdb" --pgdata="$folder/data" --username=app --auth=trust --encoding=UTF8 \
            --locale=C.UTF-8 --no-sync >"$folder/../postgres-init.log" 2>&1 || exit
        as_postgres "$programs/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --wait --timeout=60 --silent \
            --options="$options" start </dev/null >/dev/null 2>&1
    ) || {
        echo "the private PostgreSQL did not start:" >&2
        tail -n 30 "$1/postgres-init.log" "$folder/server.log" >&2
        return 1
    }
    export HOANHAP_TEST_POSTGRES_URL="postgres://app@127.0.0.1:$port/postgres"
}

stop_postgres() {
    local folder=$1/postgres
    [[ -f $folder/data/postmaster.pid ]] || return 0
    (cd "$folder" && as_postgres "$(postgres_programs)/pg_ctl" --pgdata="$folder/data" --mode=immediate --wait --silent stop)
}

start_rabbitmq() {
    local folder=$1/rabbitmq name port
    mkdir -p "$folder"/{data,generated,home,log}
    for name in AMQP_PORT DISTRIBUTION_PORT EPMD_PORT MANAGEMENT_PORT; do
        find_free_port || return 1
        printf '%s=%s\n' "$name" "$port" >>"$folder/ports"
    done
    # shellcheck source=/dev/null
    source "$folder/ports"
    : >"$folder/environment.conf"
    echo '[rabbitmq_management].' >"$folder/plugins"
    cat >"$folder/rabbitmq.conf" <<CONFIGURATION
listeners.tcp.default = 127.0.0.1:$AMQP_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $MANAGEMENT_PORT
vm_memory_high_watermark.relative = 0.3
disk_free_limit.absolute = 50MB
CONFIGURATION
    export HOANHAP_TEST_RABBITMQ_DIR="$folder" HOANHAP_TEST_RABBITMQ_CTL="$library/broker.sh"
    export HOANHAP_TEST_RABBITMQ_URL="amqp://guest:guest@127.0.0.1:$AMQP_PORT"
    export HOANHAP_TEST_RABBITMQ_MANAGEMENT="http://127.0.0.1:$MANAGEMENT_PORT"
    "$library/broker.sh" start
}

# At once, whatever state a test left it in; its data goes with the folder.
stop_rabbitmq() {
    [[ -f $1/rabbitmq/ports ]] || return 0
    HOANHAP_TEST_RABBITMQ_DIR="$1/rabbitmq" "$library/broker.sh" end
}
