# Runs the parts of the tests, several at once: each is a process of its own with a log of its own, and takes the
# next free lane. Read by ./test; the parts share no port (FreePorts) and no directory that they write to.

logs=target/test-logs
running=()
part_times=()
failed_parts=()

# start PART COMMAND...: in the background, into its log.
start() {
  local part=$1
  shift
  say "$(minutes $((SECONDS - started))) $part: started"
  # A process group of its own, so that it can be ended with all that it started.
  set -m
  "$@" </dev/null >"$logs/$part.log" 2>&1 &
  set +m
  running+=("$! $part $SECONDS")
}

# finish PID PART SECONDS: takes the result of a part that has ended, and shows its log.
finish() {
  local status=0
  wait "$1" || status=$?
  local took=$((SECONDS - $3))
  part_times+=("$took $2")
  # Without the escapes that Maven ends its log with, and no line that begins after them.
  awk '{ gsub(/\033\[0m/, "") } 1' "$logs/$2.log"
  if [[ $status == 0 ]]; then
    say "$(minutes $((SECONDS - started))) $2: passed in $(minutes "$took")"
  else
    failed_parts+=("$2")
    say "$(minutes $((SECONDS - started))) $2: FAILED after $(minutes "$took")" >&2
  fi
}

# await_lane COUNT: returns when fewer parts than that are running.
await_lane() {
  local entry still ticks=0
  while [[ ${#running[@]} -ge $1 ]]; do
    sleep 1
    still=()
    for entry in "${running[@]}"; do
      # shellcheck disable=SC2086
      if kill -0 "${entry%% *}" 2>/dev/null; then still+=("$entry"); else finish $entry; fi
    done
    running=(${still[@]+"${still[@]}"})
    ticks=$((ticks + 1))
    [[ $((ticks % 60)) != 0 ]] || show_progress
  done
}

# One line a minute: how many test classes each part has behind it.
show_progress() {
  local entry part line=
  for entry in ${running[@]+"${running[@]}"}; do
    part=${entry#* }
    part=${part% *}
    line="$line, $part $(grep -c 'Tests run:.* -- in ' "$logs/$part.log" || true) classes"
  done
  say "$(minutes $((SECONDS - started))) ${line#, }"
}

# Ends what still runs, with all that it started.
end_parts() {
  local entry
  for entry in ${running[@]+"${running[@]}"}; do
    kill -TERM -- "-${entry%% *}" 2>/dev/null || true
    wait "${entry%% *}" 2>/dev/null || true
  done
}
