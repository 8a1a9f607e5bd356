package io.resilienceagent.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole policy, read and checked. Immutable, as is everything in it.
 *
 * @param version always 1
 * @param bot the bot's name
 * @param include what the file includes, as written
 * @param mode the mode of every guard that has none of its own
 * @param state the agent's directory, if the policy says it
 * @param sharedData the directory of the files that the bot shares with others, if not the state directory
 * @param grace how long a rule may match nothing before that is an error
 * @param loops loops without a join point, and what holds for all loops
 * @param stateMachine when the bot stops taking risk and recovers, if the policy says so
 * @param systemd what systemd is told, if the policy says so
 * @param incidents what is kept of incidents
 * @param chaos what may be broken on purpose
 * @param admin where control over HTTP listens, if it does
 * @param joinPoints the join points by name, in the order of the file
 * @param guards the guards of each join point, outermost first
 */
@Section(doc = "The whole file.")
public record Policy(
        @Key(doc = "the version of the format", min = 1, max = 1)
        int version,

        @Key(doc = "the bot's name: it names the state directory, metrics, unit and alerts", form = Form.BOT)
        String bot,

        @Key(
                doc =
                        "packs (`pack:java-http`) and files (relative to this one) that this file builds on; what this file says wins, key by key, a list as a whole; of two includes the later one wins",
                unset = "[]",
                max = 32)
        List<String> include,

        @Key(
                doc = "whether guards decide; `shadow` logs and counts what would be denied and lets every call pass",
                unset = "enforce")
        Mode mode,

        @Key(doc = "the agent's own directory; absent: `$STATE_DIRECTORY`, else `./resilience-state`")
        Optional<String> state,

        @Key(doc = "the directory of `STOP.TXT` and the other shared files; absent: the state directory")
        Optional<String> sharedData,

        @Key(doc = "how long after the start a rule may match nothing before that is an error", unset = "30s", min = 0)
        Duration grace,

        @Key(doc = "loops without a join point, and what holds for all loops", unset = "{}")
        LoopsRule loops,

        @Key(
                doc =
                        "when the bot stops taking risk, recovers and gives up; absent: errors are not counted, and a loop that stalls leads to SAFE_MODE and back by the defaults")
        Optional<StateMachineRule> stateMachine,

        @Key(doc = "what systemd is told of the bot; absent: all its defaults")
        Optional<SystemdRule> systemd,

        @Key(doc = "what is kept of incidents, and of the time before them", unset = "{}")
        IncidentsRule incidents,

        @Key(doc = "what may be broken on purpose", unset = "{}")
        ChaosRule chaos,

        @Key(doc = "control over HTTP; absent: by the Unix socket in the state directory alone")
        Optional<AdminRule> admin,

        @Key(
                doc = "the methods of the host that the policy speaks of, by a name of your choice",
                unset = "{}",
                names = Form.JOIN_POINT)
        Map<String, JoinPointRule> joinPoints,

        @Key(doc = "the guards of each join point, outermost first", unset = "{}", names = Form.JOIN_POINT)
        Map<String, List<GuardRule>> guards) {
    /** Copies the collections and keeps their order. */
    public Policy {
        include = List.copyOf(include);
        joinPoints = Collections.unmodifiableMap(new LinkedHashMap<>(joinPoints));
        guards = Collections.unmodifiableMap(new LinkedHashMap<>(guards));
    }

    /** Whether any loop is declared, or loops are to be recognised. */
    public boolean hasLoops() {
        return loops.byThread() || joinPoints.values().stream().anyMatch(rule -> rule.kind() == JoinPointKind.LOOP);
    }

    /** The mode in which a guard works: its own, else the policy's. */
    public Mode modeOf(GuardRule guard) {
        return guard.mode().orElse(mode);
    }
}
