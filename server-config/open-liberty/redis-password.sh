#!/bin/sh
# Tells a server the password of Redis, or another one than before, encrypted with a key of the server's own. Run it
# while the server is stopped; it counts when the server is started:
#
#   REDIS_PASSWORD=… WLP=/opt/wlp ./redis-password.sh /opt/wlp/usr/servers/NAME
set -eu
: "${REDIS_PASSWORD:?is not set}" "${WLP:?is not set}" "${1:?which server directory?}"
here=$(cd "$(dirname "$0")" && pwd)
overrides=$1/configDropins/overrides
umask 077
mkdir -p "$overrides" "$1/variables"
[ -e "$overrides/redis-key.xml" ] || "$WLP/bin/securityUtility" generateAESKey --createConfigFile="$overrides/redis-key.xml" >/dev/null
"$WLP/bin/securityUtility" encode --encoding=aes --aesConfigFile="$overrides/redis-key.xml" "$REDIS_PASSWORD" >"$1/variables/redisPassword"
cp "$here/redis-password.xml" "$overrides/"
