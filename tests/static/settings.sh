#!/usr/bin/env bash
# Every HOANHAP__SECTION__KEY that docker/ and k8s/ set is a setting that exists: an unknown one stops the
# start of a service.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

known=$(awk -F '[][ =]+' '
    /^\[/ { section = toupper($2) }
    /^[a-z_]+ *=/ { print "HOANHAP__" section "__" toupper($1) }' libs/runtime/src/defaults.toml | sort -u)
used=$(grep -rhoE 'HOANHAP__[A-Z]+__[A-Z_]*[A-Z]' docker k8s --exclude='*.md' | sort -u)

unknown=$(comm -13 <(echo "$known") <(echo "$used"))
if [[ -n $unknown ]]; then
    printf 'no such setting:\n%s\n' "$unknown" >&2
    exit 1
fi
echo "$(wc -l <<<"$used") settings used, all known"
