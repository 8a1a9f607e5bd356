package io.resilienceagent.agent;

import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.chaos.FaultType;
import io.resilienceagent.chaos.Surroundings;
import io.resilienceagent.chaos.fault.Faults;
import io.resilienceagent.chaos.stall.StallType;
import io.resilienceagent.chaos.transport.Transports;
import io.resilienceagent.executor.Workplaces;
import io.resilienceagent.flight.FlightLog;
import io.resilienceagent.loop.LoopTable;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.weave.Weaver;
import java.util.ArrayList;
import java.util.List;

/** The chaos engine, put together: what can be broken, by what means, and what it knows of the rest of the agent. */
final class Chaos {
    /** By no key of a policy are calls of a transport told apart. */
    private static final int NO_KEY = -1;

    private final ChaosEngine engine;
    private final FaultWorkshop workshop;

    Chaos(Services services, Supervision supervision, Weaver weaver) {
        Transports transports = Transports.ofTheJdk(weaver.opener());
        workshop = new FaultWorkshop(
                services, weaver, transports, name -> engine().point(name, JoinPointKind.TRANSPORT, NO_KEY));
        engine = new ChaosEngine(
                () -> types(transports),
                new Around(services, supervision, weaver, transports),
                new ChaosRecord(services.log(), () -> new FlightLog(services.events())),
                services.ticker(),
                services.events());
        supervision.causes((loop, thread) -> engine.causeOf(loop, thread).orElse(null));
    }

    private List<FaultType> types(Transports transports) {
        List<FaultType> types = new ArrayList<>(StallType.all());
        types.addAll(Faults.all(transports, workshop));
        return types;
    }

    ChaosEngine engine() {
        return engine;
    }

    /** Takes a policy for the present one. */
    void declare(Policy policy) {
        engine.declare(policy);
        workshop.declare(policy);
    }

    private record Around(Services services, Supervision supervision, Weaver weaver, Transports ofTheJdk)
            implements Surroundings {
        @Override
        public LoopTable loops() {
            return supervision.loops();
        }

        @Override
        public Workplaces workplaces() {
            return supervision.workplaces();
        }

        @Override
        public boolean woven(String joinPoint) {
            return !weaver.report().methods(joinPoint).isEmpty();
        }

        @Override
        public List<String> transports() {
            return List.copyOf(ofTheJdk.names());
        }

        @Override
        public String state() {
            return services.machine().state().name();
        }
    }
}
