#!/usr/bin/env bash
# A Job whose log is followed as it comes. JOB, LOG and IMAGE as in run.sh.
set -euo pipefail
name=flow-$(cat /proc/sys/kernel/random/uuid)
sed -e "s|NAME|$name|g" -e "s|IMAGE_REFERENCE|$IMAGE|g" "$JOB" | kubectl apply -f - >/dev/null
# the pod may not be there yet, nor known to its node, nor started
until kubectl logs --follow --pod-running-timeout=10m "job/$name" >"$LOG" 2>"$LOG.problem"; do
  grep -qE 'timed out waiting|waiting to start|NotFound' "$LOG.problem" || { cat "$LOG.problem" >&2; exit 1; }
  sleep 0.1
done
kubectl wait --for=condition=complete --timeout=10m "job/$name" >/dev/null
kubectl delete job "$name" >/dev/null
