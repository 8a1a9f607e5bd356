package io.resilienceagent.order;

import io.resilienceagent.guard.Invocation;

/** Asks the exchange, through the host's own client, which orders there are. Thread-safe. */
@FunctionalInterface
public interface Lookup {
    /**
     * Calls the host's method. Its answer is not returned: it flows through the method's own join point into
     * {@link ObservationGuard} while this runs, on the same thread.
     *
     * @param call the order that is about to be sent
     * @param about the order that stands against it, of which the exchange is to be asked; often the same one, but not
     *     after a restart: asking about the symbol at hand would then never tell of one in another symbol
     * @throws Throwable whatever the host's method throws; the order then stays unknown
     */
    void ask(Invocation call, OrderSignature about) throws Throwable;
}
