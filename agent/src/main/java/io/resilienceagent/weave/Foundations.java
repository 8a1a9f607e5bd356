package io.resilienceagent.weave;

import java.util.List;

/**
 * The classes of the JDK that the agent itself is made with. A guard on one of them would call itself, at the latest
 * when a denial is told, until the stack is full; so none of them is woven, whatever a pattern takes in.
 */
final class Foundations {
    /** Packages, each with those below it. */
    private static final List<String> PACKAGES = List.of(
            "java/lang/", "java/util/", "java/io/", "java/nio/", "java/math/", "java/time/", "jdk/internal/", "sun/");

    /** The JDK's HTTP client is nobody's foundation, and what many a bot sends its orders through. */
    private static final String HTTP_CLIENT = "jdk/internal/net/http/";

    private Foundations() {}

    /** Whether a class is one of those. */
    static boolean include(String internalName) {
        if (internalName.startsWith(HTTP_CLIENT)) {
            return false;
        }
        for (String start : PACKAGES) {
            if (internalName.startsWith(start)) {
                return true;
            }
        }
        return false;
    }
}
