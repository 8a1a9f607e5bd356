#!/bin/sh
# Starts attach-cli.jar, which stands beside this script, also where a link leads here. The Java is RESILIENCE_JAVA, else
# that of JAVA_HOME, else the one on the PATH; it must be 17 or newer. Where a program can be spared it is not started: each
# one takes as long as the shell itself.

directory() {
    case $1 in
        */*) directory=${1%/*}/ ;;
        *) directory=./ ;;
    esac
}

fail() {
    echo "resilience: $1. Next: $2" >&2
    exit 3
}

# The first number of the version in a release file, or the second where the first is 1: 17.0.15, 1.8.0_402.
feature() {
    version=
    [ -f "$1" ] && [ -r "$1" ] || return 0
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            JAVA_VERSION=*)
                version=${line#JAVA_VERSION=}
                version=${version#\"}
                version=${version#1.}
                version=${version%%[!0-9]*}
                return 0
                ;;
        esac
    done < "$1"
}

version=
self=$0
while [ -h "$self" ]; do
    target=$(readlink "$self")
    case $target in
        /*) self=$target ;;
        *)
            directory "$self"
            self=$directory$target
            ;;
    esac
done
directory "$self"
here=$(CDPATH='' cd "$directory" && pwd -P) || exit 70

if [ -n "${RESILIENCE_JAVA:-}" ]; then
    java=$RESILIENCE_JAVA
elif [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
else
    java=$(command -v java) || fail "there is no java" "install JDK 17 or newer, or set JAVA_HOME or RESILIENCE_JAVA"
fi
[ -f "$here/attach-cli.jar" ] || fail "there is no attach-cli.jar in $here" "put it beside this script"

# The release file tells the version for nothing, where java is a link too; a Java without one is asked.
case $java in
    */bin/java) [ -h "$java" ] || feature "${java%/bin/java}/release" ;;
esac
if [ -z "$version" ]; then
    real=$(readlink -f "$java" 2> /dev/null || echo "$java")
    feature "${real%/*/*}/release"
fi
[ -n "$version" ] || version=$("$java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1)
[ -n "$version" ] || fail "$java does not start" "set RESILIENCE_JAVA to a JDK 17 or newer"
[ "$version" -ge 17 ] || fail "$java is Java $version, too old" "set RESILIENCE_JAVA to a JDK 17 or newer"

# The archive of class-archive for this Java. One that is not as long as its name says was cut, of which Java 17 dies; of one
# that does not fit Java makes no use, and many words.
for archive in "$here/attach-cli-$version"-*.jsa; do
    size=${archive##*-}
    [ -r "$archive" ] && [ "$(wc -c < "$archive")" -eq "${size%.jsa}" ] || continue
    exec "$java" -XX:SharedArchiveFile="$archive" -Xlog:disable \
        -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -jar "$here/attach-cli.jar" "$@"
done
exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -jar "$here/attach-cli.jar" "$@"
