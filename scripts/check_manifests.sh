#!/usr/bin/env bash
# What the linters of others say of the manifests, the image and the compose file; `check_manifests.sh <folder of the tools>`.
set -euo pipefail
bin=$1
rendered=$(mktemp -d)
trap 'rm -rf "$rendered"' EXIT
"$bin/yamllint" -d '{extends: default, rules: {line-length: disable, document-start: disable, braces: disable}}' \
  deploy/kubernetes deploy/compose deploy/prometheus
"$bin/hadolint" deploy/container/Dockerfile
for overlay in deploy/kubernetes/overlays/*; do
  kubectl kustomize "$overlay" >"$rendered/$(basename "$overlay").yaml"
  # The kinds of Argo Rollouts have no schema here.
  "$bin/kubernetes-validate" -k 1.32 --strict "$rendered/$(basename "$overlay").yaml"
  "$bin/checkov" --skip-download --framework kubernetes --compact --quiet -f "$rendered/$(basename "$overlay").yaml"
done
# Left out: the base's tag is an argument, and whoever runs the image asks its probes.
"$bin/checkov" --skip-download --framework dockerfile --compact --quiet --skip-check CKV_DOCKER_2,CKV_DOCKER_7 -f deploy/container/Dockerfile
