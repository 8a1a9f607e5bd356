package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.FaultType;
import io.resilienceagent.chaos.transport.Transports;
import java.util.ArrayList;
import java.util.List;

/** All kinds of faults. */
public final class Faults {
    private Faults() {}

    /**
     * The kinds, in the order of the documentation.
     *
     * @param transports which they may strike
     * @param house what they need from the agent
     */
    public static List<FaultType> all(Transports transports, FaultHouse house) {
        List<FaultType> all = new ArrayList<>();
        all.addAll(new TransportKinds(transports, house).all());
        all.addAll(new HostKinds(house).all());
        return all;
    }
}
