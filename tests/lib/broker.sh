#!/usr/bin/env bash
# Acts on the private RabbitMQ of a test run, so that a fault test can take it away and give it back:
#
#   broker.sh start    returns when it accepts connections; does nothing if it runs
#   broker.sh stop     an orderly shutdown
#   broker.sh kill     kill -9: nothing is flushed or said goodbye to. RabbitMQ writes the directory of its
#                      quorum queues every half second: a queue declared just before is lost for good
#   broker.sh pause    freezes the process; connections stay open and silent
#   broker.sh resume   lets it go on
#   broker.sh end      kill, and the registry of nodes beside it too: for the end of the run
#
# HOANHAP_TEST_RABBITMQ_DIR names its folder, which start_rabbitmq in servers.sh has filled. The data stays
# over stop, kill and start. Nothing outside that folder is used, and only processes that carry it
# in their environment are signalled.
set -euo pipefail

folder=${HOANHAP_TEST_RABBITMQ_DIR:?names the folder of the private broker}
# Sets AMQP_PORT, DISTRIBUTION_PORT, EPMD_PORT and MANAGEMENT_PORT.
# shellcheck source=/dev/null
source "$folder/ports"

# Sets `pid` from a file of ours, if that process lives and was started here: numbers are used again.
find_process() {
    pid=$(cat "$folder/$1" 2>/dev/null) && is_ours "$pid"
}

is_ours() {
    grep -qszxF "RABBITMQ_PID_FILE=$folder/own.pid" "/proc/$1/environ"
}

wait_until_gone() {
    local deadline=$((SECONDS + $1))
    while is_ours "$pid"; do
        if ((SECONDS >= deadline)); then
            echo "the broker still runs after $1 s" >&2
            return 1
        fi
        sleep 0.05
    done
}

# The port answers a wrong protocol header with the right one, then closes.
speaks_amqp() {
    local answer=
    {
        exec 3<>"/dev/tcp/127.0.0.1/$AMQP_PORT" || return 1
        printf 'AMQP\x00\x00\x09\x01' >&3
        IFS= read -r -t 2 -N 1 -u 3 answer
        exec 3>&-
    } 2>/dev/null
    [[ -n $answer ]]
}

management_answers() {
    local answer=
    {
        exec 3<>"/dev/tcp/127.0.0.1/$MANAGEMENT_PORT" || return 1
        # guest:guest
        printf 'GET /api/vhosts HTTP/1.0\r\nAuthorization: Basic Z3Vlc3Q6Z3Vlc3Q=\r\n\r\n' >&3
        IFS= read -r -t 2 -u 3 answer
        exec 3>&-
    } 2>/dev/null
    [[ $answer == *' 200 '* ]]
}

# The registry of Erlang nodes, our own and in the foreground, so that its process is known.
start_registry() {
    local pid
    find_process registry.pid && return
    setsid epmd -address 127.0.0.1 -port "$EPMD_PORT" </dev/null >"$folder/log/registry.out" 2>&1 &
    echo $! >"$folder/registry.pid"
}

start() {
    local pid deadline
    find_process broker.pid && return
    export HOME="$folder/home" ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1
    export RABBITMQ_NODENAME="hoanhap$AMQP_PORT@localhost" RABBITMQ_NODE_IP_ADDRESS=127.0.0.1
    export RABBITMQ_NODE_PORT="$AMQP_PORT" RABBITMQ_DIST_PORT="$DISTRIBUTION_PORT"
    export RABBITMQ_CONFIG_FILE="$folder/rabbitmq.conf" RABBITMQ_ADVANCED_CONFIG_FILE="$folder/advanced.config"
    export RABBITMQ_CONF_ENV_FILE="$folder/environment.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$folder/plugins"
    export RABBITMQ_GENERATED_CONFIG_DIR="$folder/generated" RABBITMQ_MNESIA_BASE="$folder/data"
    export ERL_CRASH_DUMP="$folder/log/crash.dump" RABBITMQ_LOG_BASE="$folder/log" RABBITMQ_PID_FILE="$folder/own.pid"
    # The start script becomes the broker instead of waiting beside it, so that its pid is the broker's.
    export RUNNING_UNDER_SYSTEMD=true
    unset NOTIFY_SOCKET
    # Loopback only, and no spinning schedulers beside the tests.
    export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
    cd "$folder"
    start_registry
    setsid /usr/lib/rabbitmq/bin/rabbitmq-server </dev/null >>"$folder/log/server.out" 2>&1 &
    pid=$!
    # RabbitMQ's own pid file would not do: it goes when an orderly shutdown begins.
    echo "$pid" >"$folder/broker.pid"
    deadline=$((SECONDS + 120))
    until speaks_amqp && management_answers; do
        if ((SECONDS >= deadline)) || ! kill -0 "$pid" 2>/dev/null; then
            echo "the private RabbitMQ did not start:" >&2
            tail -n 30 "$folder/log/server.out" >&2
            return 1
        fi
        sleep 0.2
    done
}

stop() {
    local pid
    find_process broker.pid || return 0
    kill -CONT "$pid"
    kill -TERM "$pid"
    wait_until_gone 60
}

kill_at_once() {
    local pid
    find_process "$1" || return 0
    kill -KILL "$pid"
    wait_until_gone 10
}

signal() {
    local pid
    if ! find_process broker.pid; then
        echo "the private RabbitMQ does not run" >&2
        return 1
    fi
    kill "-$1" "$pid"
}

case ${1:-} in
    start) start ;;
    stop) stop ;;
    kill) kill_at_once broker.pid ;;
    pause) signal STOP ;;
    resume) signal CONT ;;
    end)
        kill_at_once broker.pid
        kill_at_once registry.pid
        ;;
    *)
        echo "usage: broker.sh start | stop | kill | pause | resume | end" >&2
        exit 2
        ;;
esac
