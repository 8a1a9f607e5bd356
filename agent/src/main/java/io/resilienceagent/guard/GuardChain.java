package io.resilienceagent.guard;

/** Placeholder for the composition; replaced by the next commit. */
public final class GuardChain {
    private GuardChain() {}

    Throwable refusal(Denial denial, Invocation call) {
        return new CallDeniedException(denial);
    }
}
