#!/usr/bin/env bash
# The manifests render, hold every service, and no placeholder of the template is left. Where
# kubernetes-validate is installed, they also fit the schemas.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

rendered=$(mktemp)
trap 'rm -f "$rendered"' EXIT
for folder in k8s/base k8s/overlays/*/; do
    kubectl kustomize "$folder" >"$rendered"
    for service in services/*/; do
        service=$(basename "$service")
        # The program itself, not a service.
        [[ $service == platform ]] && continue
        count=$(grep -cx "  name: hoanhap-$service" "$rendered" || true)
        # Deployment, Service, ServiceAccount and PodDisruptionBudget; the console may have a route too.
        if ((count < 4)); then
            echo "$folder: $service has $count of 4 objects" >&2
            exit 1
        fi
    done
    if command -v kubernetes-validate >/dev/null; then
        kubernetes-validate --strict --quiet "$rendered"
    fi
    echo "$folder: $(grep -c '^kind: ' "$rendered") objects"
done
