# Where the time of a run went. Read by ./test.

# minutes SECONDS: the same, as 12m5s.
minutes() {
  printf '%dm%ds' $(($1 / 60)) $(($1 % 60))
}

# The reports of this run.
reports() {
  find target -path 'target/*-reports/TEST-*.xml' -newer "$begin"
}

# The slowest test classes, with the kind of server that is in the name of the report.
slowest_classes() {
  reports | tr '\n' '\0' | xargs -0 awk '
    /<testsuite .* time="/ {
      time = $0
      sub(/.* time="/, "", time)
      sub(/".*/, "", time)
      gsub(/,/, "", time)
      name = FILENAME
      sub(/.*\/TEST-(org\.backplane\.)?/, "", name)
      sub(/\.xml$/, "", name)
      sub(/-/, " on ", name)
      printf "%8.1f s  %s\n", time, name
    }' | sort -rn | awk 'NR <= 20'
}

# What a run ends with.
show_times() {
  local part
  say "time of each part:"
  for part in "${part_times[@]}"; do
    printf '%8d s  %s\n' "${part%% *}" "${part#* }"
  done
  say "slowest test classes:"
  slowest_classes
}
