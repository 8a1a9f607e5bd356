package io.resilienceagent.host;

/** A host that is over before the agent's own threads have done what they do after the start. */
public final class HastyHost {
    private HastyHost() {}

    /** Ticks once, and ends after so many milliseconds. */
    public static void main(String[] arguments) throws InterruptedException {
        tick();
        Thread.sleep(Long.parseLong(arguments[0]));
    }

    static void tick() {}
}
