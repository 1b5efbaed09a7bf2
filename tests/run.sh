#!/usr/bin/env bash
# The test command:
#
#   tests/run.sh                     everything: checks, Rust tests, browser tests
#   tests/run.sh --quick             the Rust tests only
#   tests/run.sh --with COMMAND…     any command beside the servers, e.g. --with cargo nextest run -p tests
#
# It starts a PostgreSQL and a RabbitMQ of its own and takes them away again. Each step's output goes to
# target/test-logs; the last line is `N passed, N failed`, and the exit code is 0 if every step passed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=lib/packages.sh
source tests/lib/packages.sh
# shellcheck source=lib/servers.sh
source tests/lib/servers.sh

logs="$root/target/test-logs"
temporary=
passed=0
failed=0
steps=0
failed_steps=()

usage() {
    sed -n '2,/^set /{ /^set /d; s/^# \{0,1\}//; p }' "${BASH_SOURCE[0]}"
}

clean_up() {
    [[ -n $temporary ]] || return 0
    stop_rabbitmq "$temporary" || true
    stop_postgres "$temporary" || true
    rm -rf "$temporary"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Runs a command with its output in a log; `log` names that log afterwards.
step() {
    local name=$1 begin=$SECONDS outcome=ok
    shift
    steps=$((steps + 1))
    log=$(printf '%s/%02d-%s.log' "$logs" "$steps" "${name// /-}")
    "$@" >"$log" 2>&1 </dev/null || outcome=FAILED
    printf '%-8s %-28s %5d s\n' "$outcome" "$name" "$((SECONDS - begin))"
    [[ $outcome == ok ]] && return
    failed_steps+=("$name")
    tail -n 40 "$log" | sed 's/^/    /'
    echo "    (all of it: ${log#"$root"/})"
    return 1
}

skip() {
    printf '%-8s %-28s %s\n' skipped "$1" "$2"
}

has() {
    command -v "$1" >/dev/null
}

# Adds up what a test runner said in its log. A step that failed without a failed test counts as one.
count() {
    local succeeded=$1 name=$2 sums
    sums=$("${name}_totals" "$log")
    read -r step_passed step_failed <<<"$sums"
    if [[ $succeeded == no && $step_failed == 0 ]]; then
        step_failed=1
    fi
    passed=$((passed + step_passed))
    failed=$((failed + step_failed))
}

test_step() {
    local runner=$1 succeeded=yes
    shift
    step "$@" || succeeded=no
    count "$succeeded" "$runner"
}

# The summary line: `Summary [ 1.2s] 10 tests run: 7 passed (1 slow), 2 failed, 1 timed out, 3 skipped`
nextest_totals() {
    awk '
        /^ *Summary \[/ {
            run = passed = 0
            for (i = 2; i <= NF; i++) {
                if ($i ~ /^tests?$/ && $(i + 1) == "run:") run = $(i - 1)
                if ($i ~ /^passed,?$/) passed = $(i - 1)
            }
            sub("/.*", "", run)
        }
        END { print passed + 0, run - passed }' "$1"
}

# One line for each test program: `test result: ok. 7 passed; 0 failed; …`
cargo_totals() {
    awk '/^test result:/ { passed += $4; failed += $6 } END { print passed + 0, failed + 0 }' "$1"
}

# TAP: `# pass 3`, `# fail 0`, `# cancelled 0`
node_totals() {
    awk '/^# pass / { passed += $3 } /^# (fail|cancelled) / { failed += $3 } END { print passed + 0, failed + 0 }' "$1"
}

start_servers() {
    temporary=$(mktemp -d "${TMPDIR:-/tmp}/hoanhap.XXXXXX") \
        && start_postgres "$temporary" && start_rabbitmq "$temporary"
}

lints() {
    step "format" cargo fmt --all --check || true
    step "lints" cargo clippy --workspace --all-targets -- -D warnings || true
    step "documentation" env RUSTDOCFLAGS=-Dwarnings cargo doc --workspace --no-deps || true
    if has cargo-deny; then
        step "licences and sources" cargo deny check bans licenses sources || true
    else
        skip "licences and sources" "no cargo-deny"
    fi
    if has cargo-machete; then
        step "unused dependencies" cargo machete || true
    else
        skip "unused dependencies" "no cargo-machete"
    fi
    if has shellcheck; then
        step "shell scripts" shellcheck --external-sources --source-path=SCRIPTDIR .ci/run tests/run.sh tests/lib/*.sh tests/static/*.sh || true
    else
        skip "shell scripts" "no shellcheck"
    fi
    step "deployment settings" tests/static/settings.sh || true
    if has kubectl; then
        step "manifests" tests/static/manifests.sh || true
    else
        skip "manifests" "no kubectl"
    fi
}

rust_tests() {
    if cargo nextest --version >/dev/null 2>&1; then
        test_step nextest "tests" cargo nextest run --workspace --color never
    else
        test_step cargo "tests of the parts" cargo test --workspace --exclude tests --lib --bins --tests --no-fail-fast
        # One at a time: some of these take the broker away from the others.
        test_step cargo "tests of the whole" cargo test --package tests --lib --bins --tests --no-fail-fast -- --test-threads=1
    fi
    [[ $mode == quick ]] || test_step cargo "examples in documentation" cargo test --workspace --doc --no-fail-fast
}

browser_tests() {
    local major
    major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
    if ((major < 20)); then
        echo "the browser tests need Node.js 20 or newer, this is $major" >&2
        failed_steps+=("browser tests")
        failed=$((failed + 1))
        return
    fi
    export HOANHAP_TEST_CHROMIUM=${HOANHAP_TEST_CHROMIUM:-/usr/bin/chromium}
    export HOANHAP_TEST_BINARY="${HOANHAP_TEST_BINARY:-${CARGO_TARGET_DIR:-$root/target}/debug/hoanhap}"
    step "browser packages" npm --prefix tests/browser ci || return 0
    test_step node "browser tests" run_in tests/browser node --test --test-reporter=tap --test-concurrency=2
}

run_in() (
    cd "$1"
    "${@:2}"
)

mode=full
case ${1:-} in
    '') ;;
    --quick) mode=quick ;;
    --with)
        shift
        provide_packages
        start_servers
        "$@"
        exit
        ;;
    *)
        usage
        exit 2
        ;;
esac

export CARGO_TERM_COLOR=never NO_COLOR=1
rm -rf "$logs"
mkdir -p "$logs"
if [[ $mode == full ]]; then
    provide_packages browser
    lints
else
    provide_packages
fi
step "build" cargo build --package platform || true
if step "private servers" start_servers; then
    rust_tests
    [[ $mode == quick ]] || browser_tests
fi

echo
if ((${#failed_steps[@]})); then
    echo "failed: $(printf '%s, ' "${failed_steps[@]}" | sed 's/, $//')"
fi
echo "$passed passed, $failed failed"
((${#failed_steps[@]} == 0 && failed == 0))
