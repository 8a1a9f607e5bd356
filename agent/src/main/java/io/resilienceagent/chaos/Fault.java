package io.resilienceagent.chaos;

/**
 * One fault as it is injected: what it does to the host, and how it takes it back. Made anew for each experiment.
 *
 * <p>Nothing of it outlives {@link #end}: an interrupt flag, a lock, a socket of the host are then as they were. Everything
 * it does within a call goes on no longer than {@link Strike#over} is false.
 */
public interface Fault {
    /**
     * The experiment begins; on the chaos thread, before anything strikes.
     *
     * @throws Exception when it cannot begin: then there is no experiment, and {@link #end} is called
     */
    default void begin(Strike process) throws Exception {}

    /** A call that was chosen, before the host's method runs; on the host's thread. What it throws is told as the agent's failure. */
    default void before(Strike strike) throws Exception {}

    /** The same call, once the host's method has ended; innermost, before all guards. */
    default void after(Strike strike) throws Exception {}

    /** The experiment is over, for whatever reason; on the chaos thread, once. Ends what still lasts. */
    default void end() throws Exception {}

    /** Whether its effect is gone from the host; asked after {@link #end} until it is so. */
    default boolean isGone() {
        return true;
    }
}
