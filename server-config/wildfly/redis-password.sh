#!/bin/sh
# Tells the server the password of Redis, or another one than before; standalone.xml gets it encrypted. On each server:
#
#   REDIS_PASSWORD=… JBOSS_HOME=/opt/wildfly ./redis-password.sh [--controller=127.0.0.1:9990 …]
#
# What is given on the command line goes to jboss-cli.sh. The password must not contain " or \ or $.
set -eu
: "${REDIS_PASSWORD:?is not set}" "${JBOSS_HOME:?is not set}"
export REDIS_PASSWORD
here=$(cd "$(dirname "$0")" && pwd)
binding='/subsystem=naming/binding=java\:global\/redis\/password'

cli() {
  "$JBOSS_HOME/bin/jboss-cli.sh" --connect --timeout=60000 "$@"
}

said=$(cli --resolve-parameter-values --file="$here/encrypt.cli" "$@")
token=$(printf '%s\n' "$said" | sed -n 's/.*"\${ENC::\([^"}]*\)}".*/\1/p')
[ -n "$token" ] || { printf '%s\n' "the server encrypted nothing:" "$said" >&2; exit 1; }
cli --commands="if (outcome == success) of $binding:read-resource,$binding:remove,end-if,\
$binding:add(binding-type=simple,type=java.lang.String,value=\"\${ENC::$token}\"),reload" "$@"
