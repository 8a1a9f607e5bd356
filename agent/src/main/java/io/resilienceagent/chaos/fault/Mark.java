package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.transport.Destination;
import io.resilienceagent.chaos.transport.Later;
import io.resilienceagent.chaos.transport.Transport;
import io.resilienceagent.guard.Invocation;

/** What one fault strikes: a transport, of which it means some calls; or a join point, all of whose calls are meant. Thread-safe. */
final class Mark {
    private final Transport transport;
    private final Filter filter;
    private final FaultHouse house;
    private final Later later;

    /** @param transport null for a join point */
    Mark(Transport transport, Filter filter, FaultHouse house) {
        this.transport = transport;
        this.filter = filter;
        this.house = house;
        this.later = new Later(house.timer());
    }

    /** The transport; null for a join point. */
    Transport transport() {
        return transport;
    }

    /** Where calls wait for which no thread does. */
    Later later() {
        return later;
    }

    /** From now on calls of the transport come by. */
    void raise() {
        if (transport != null) {
            house.raise(transport.name());
        }
    }

    boolean means(Invocation call) {
        if (transport == null) {
            return true;
        }
        Destination destination = transport.destination(call);
        return destination != null && filter.means(destination);
    }

    /** No call comes by any more, and none waits. */
    void end() {
        if (transport != null) {
            house.rest(transport.name());
        }
        later.endAll();
    }
}
