package io.resilienceagent.guard;

/**
 * The token of a call that is not made and yet has an outcome: an injected fault took its place. A {@link Record}, as
 * {@link Rejection} is, so that the host's body is skipped; unlike it the guards are told an ending.
 *
 * @param call the call, which knows how it ends
 */
record Pretence(Invocation call) {}
