package io.resilienceagent.agent;

import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.chaos.FaultType;
import io.resilienceagent.chaos.Surroundings;
import io.resilienceagent.chaos.stall.StallType;
import io.resilienceagent.executor.Workplaces;
import io.resilienceagent.flight.FlightLog;
import io.resilienceagent.loop.LoopTable;
import io.resilienceagent.weave.Weaver;
import java.util.ArrayList;
import java.util.List;

/** Puts the chaos engine together: what can be broken, and what it knows of the rest of the agent. */
final class Chaos {
    private Chaos() {}

    static ChaosEngine engine(Services services, Supervision supervision, Weaver weaver) {
        List<FaultType> types = new ArrayList<>(StallType.all());
        ChaosEngine engine = new ChaosEngine(
                types,
                new Around(services, supervision, weaver),
                new ChaosRecord(services.log(), () -> new FlightLog(services.events())),
                services.ticker(),
                services.events());
        supervision.causes((loop, thread) -> engine.causeOf(loop, thread).orElse(null));
        return engine;
    }

    private record Around(Services services, Supervision supervision, Weaver weaver) implements Surroundings {
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
            return List.of();
        }

        @Override
        public String state() {
            return services.machine().state().name();
        }
    }
}
