package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import io.resilienceagent.chaos.transport.Destination;
import io.resilienceagent.chaos.transport.Later;
import io.resilienceagent.chaos.transport.Transport;
import io.resilienceagent.chaos.transport.Transports;
import io.resilienceagent.guard.Timer;

/** A fault that meets calls of a transport: those that its filter means. Thread-safe. */
final class TransportFault implements Fault {
    private final Transports transports;
    private final Filter filter;
    private final Effect effect;
    private final Later later;

    TransportFault(Transports transports, Filter filter, Timer timer, Effect effect) {
        this.transports = transports;
        this.filter = filter;
        this.effect = effect;
        this.later = new Later(timer);
    }

    @Override
    public void before(Strike strike) throws Exception {
        Transport transport = transports.named(strike.call().joinPoint());
        Destination destination = transport == null ? null : transport.destination(strike.call());
        if (destination != null && filter.means(destination)) {
            effect.on(transport, strike, later);
        }
    }

    @Override
    public void end() {
        later.endAll();
    }

    /** What is done to such a call. */
    @FunctionalInterface
    interface Effect {
        void on(Transport transport, Strike strike, Later later) throws Exception;
    }
}
