# What the tests need from the system; sourced. provide_packages installs what is missing when run as root,
# else says what to install.
# shellcheck shell=bash

# The Debian packages whose parts are missing, one a line. With `browser`, those of the browser tests too.
missing_packages() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
    [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || echo rabbitmq-server
    [[ ${1:-} == browser ]] || return 0
    [[ -n ${HOANHAP_TEST_CHROMIUM:-} || -x /usr/bin/chromium ]] || echo chromium
    # Both have all Vietnamese letters.
    [[ -e /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf ]] || echo fonts-noto-core
    [[ -e /usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf ]] || echo fonts-liberation2
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
}

# Installs packages; no server among them is started, unless the machine has a policy of its own.
install_packages() (
    policy=/usr/sbin/policy-rc.d
    if [[ ! -e $policy ]]; then
        trap 'rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    apt-get install --yes --no-install-recommends "$@"
)

# Sees to it that nothing is missing; `browser` as above.
provide_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} == 0)) && return
    if ((EUID != 0)); then
        echo "the tests need more packages; as root run: apt-get install --no-install-recommends ${missing[*]}" >&2
        return 1
    fi
    echo "installing ${missing[*]}"
    install_packages "${missing[@]}"
}
