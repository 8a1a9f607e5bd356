package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import io.resilienceagent.chaos.transport.Later;
import io.resilienceagent.chaos.transport.Transport;

/** A fault that meets calls of a transport: those that its filter means. Thread-safe. */
final class TransportFault implements Fault {
    private final Mark mark;
    private final Effect effect;

    TransportFault(Mark mark, Effect effect) {
        this.mark = mark;
        this.effect = effect;
    }

    @Override
    public void begin(Strike process) {
        mark.raise();
    }

    @Override
    public void before(Strike strike) throws Exception {
        if (mark.means(strike.call())) {
            effect.on(mark.transport(), strike, mark.later());
        }
    }

    @Override
    public void end() {
        mark.end();
    }

    /** What is done to such a call. */
    @FunctionalInterface
    interface Effect {
        void on(Transport transport, Strike strike, Later later) throws Exception;
    }
}
