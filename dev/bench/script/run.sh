#!/usr/bin/env bash
# The way people do it by hand: docker build, docker push, kubectl apply, wait, logs, delete. As good as such a script gets.
# CONTEXT: folder to build from, and REPOSITORY to push to; or IMAGE, which is there already. JOB: the manifest, with NAME and
# IMAGE_REFERENCE in it. LOG: file for the log. PODS=many: the log of every pod. Prints `lap NAME MILLISECONDS`.
set -euo pipefail

last=$(date +%s%N)
lap() {
  local now
  now=$(date +%s%N)
  printf 'lap %s %d.%03d\n' "$1" $(((now - last) / 1000000)) $(((now - last) / 1000 % 1000))
  last=$now
}

id=$(cat /proc/sys/kernel/random/uuid)
name=flow-$id
if [ -n "${CONTEXT:-}" ]; then
  image=$REPOSITORY:$id
  docker build --quiet --tag "$image" --build-arg "BASE=$BASE" "$CONTEXT" >/dev/null
  lap build
  docker push --quiet "$image" >/dev/null
  lap push
else
  image=$IMAGE
fi

sed -e "s|NAME|$name|g" -e "s|IMAGE_REFERENCE|$image|g" "$JOB" | kubectl apply -f - >/dev/null
lap apply

# whichever comes first; the other one is not waited for
kubectl wait --for=condition=complete --timeout=2h "job/$name" >/dev/null &
complete=$!
kubectl wait --for=condition=failed --timeout=2h "job/$name" >/dev/null &
failed=$!
status=0
wait -n -p first "$complete" "$failed" || status=$?
[ "$first" = "$complete" ] || status=1
kill "$complete" "$failed" 2>/dev/null || true
lap wait

if [ "${PODS:-}" = many ]; then
  kubectl logs --selector "batch.kubernetes.io/job-name=$name" --tail=-1 --prefix >"$LOG"
else
  kubectl logs "job/$name" >"$LOG"
fi
lap logs

kubectl delete job "$name" >/dev/null
lap delete
exit "$status"
