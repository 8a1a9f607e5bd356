package io.resilienceagent.guard;

/**
 * The token of a denied call, and the only token that is a {@link Record}: the woven host code tells by {@code instanceof}
 * that the body must be skipped, and can name JDK types only. A class, since the test for an interface that a token does
 * not have takes some 10 ns on JDK 17.
 *
 * @param ending what the host gets
 */
record Rejection(WovenMethod.Ending ending) {}
