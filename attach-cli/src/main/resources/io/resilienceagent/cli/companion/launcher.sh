#!/bin/sh
# Starts attach-cli.jar, which stands beside this script, also where a link leads here. The Java is RESILIENCE_JAVA, else
# that of JAVA_HOME, else the one on the PATH; it must be 17 or newer.

self=$0
while [ -h "$self" ]; do
    target=$(readlink "$self")
    case $target in
        /*) self=$target ;;
        *) self=$(dirname "$self")/$target ;;
    esac
done
here=$(cd "$(dirname "$self")" && pwd -P) || exit 70

fail() {
    echo "resilience: $1. Next: $2" >&2
    exit 3
}

if [ -n "${RESILIENCE_JAVA:-}" ]; then
    java=$RESILIENCE_JAVA
elif [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
else
    java=$(command -v java) || fail "there is no java" "install JDK 17 or newer, or set JAVA_HOME or RESILIENCE_JAVA"
fi
[ -f "$here/attach-cli.jar" ] || fail "there is no attach-cli.jar in $here" "put it beside this script"

# The release file tells the version for nothing; a Java without one is asked.
home=$(dirname "$(dirname "$(readlink -f "$java" 2> /dev/null || echo "$java")")")
version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\)\(\.\([0-9]*\)\)\{0,1\}.*/\1 \3/p' "$home/release" 2> /dev/null)
[ -n "$version" ] || version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\)\(\.\([0-9]*\)\)\{0,1\}.*/\1 \3/p' | head -n 1)
[ -n "$version" ] || fail "$java does not start" "set RESILIENCE_JAVA to a JDK 17 or newer"
[ "${version%% *}" -ge 17 ] || fail "$java is Java ${version%% *}, too old" "set RESILIENCE_JAVA to a JDK 17 or newer"

exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -jar "$here/attach-cli.jar" "$@"
