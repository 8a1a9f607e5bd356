package io.resilienceagent.chaos;

import io.resilienceagent.executor.Workplaces;
import io.resilienceagent.loop.LoopTable;
import java.util.List;

/** What the engine must know of the rest of the agent. Thread-safe. */
public interface Surroundings {
    /** The loops, and their threads. */
    LoopTable loops();

    /** What threads work for. */
    Workplaces workplaces();

    /** Whether any method of the host is woven for a join point by now. */
    boolean woven(String joinPoint);

    /** The transports of the JDK that faults can strike by now, by name. */
    List<String> transports();

    /** The state of the bot, such as {@code RUNNING}. */
    String state();
}
