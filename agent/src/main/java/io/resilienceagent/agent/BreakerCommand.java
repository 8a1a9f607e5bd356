package io.resilienceagent.agent;

import io.resilienceagent.breaker.BreakerStatus;
import io.resilienceagent.breaker.CircuitBreakers;
import io.resilienceagent.breaker.Forced;
import io.resilienceagent.control.Command;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import io.resilienceagent.policy.CircuitBreakerRule;
import io.resilienceagent.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code breaker}: holds circuits open or closed by hand, or lets them judge for themselves again. */
final class BreakerCommand implements Command {
    private static final int MOST_NAMED = 20;
    private static final Map<String, Forced> ACTIONS =
            Map.of("open", Forced.OPEN, "close", Forced.CLOSED, "reset", Forced.RESET);

    private final House house;
    private final Services services;

    BreakerCommand(House house, Services services) {
        this.house = house;
        this.services = services;
    }

    @Override
    public String name() {
        return "breaker";
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public boolean unrecorded(Request request) throws Refused {
        return action(request) == Forced.OPEN;
    }

    private static Forced action(Request request) throws Refused {
        String word = request.requiredText("action");
        Forced action = ACTIONS.get(word);
        if (action == null) {
            throw new Refused("BAD_REQUEST", "action: found '" + word + "', expected open, close or reset", "");
        }
        return action;
    }

    @Override
    public Reply run(Request request) throws Refused {
        request.only(Set.of("join_point", "key", "action"));
        Forced action = action(request);
        String joinPoint = request.requiredText("join_point");
        Optional<String> key = request.text("key");
        check(house.policy(), joinPoint);
        if (key.isPresent()) {
            checkKey(joinPoint, key.get());
        }
        CircuitBreakers breakers = services.breakers(joinPoint);
        key.ifPresentOrElse(one -> breakers.force(one, action), () -> breakers.force(action));
        List<BreakerStatus> now = services.breakerStatus(joinPoint).stream()
                .filter(breaker -> key.isEmpty() || key.get().equals(breaker.key()))
                .toList();
        return json -> {
            json.writeStringField("join_point", joinPoint);
            json.writeArrayFieldStart("breakers");
            for (BreakerStatus breaker : now) {
                json.writeStartObject();
                json.writeStringField("key", breaker.key());
                json.writeStringField("state", breaker.state().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    private static void check(Policy policy, String joinPoint) throws Refused {
        if (!policy.joinPoints().containsKey(joinPoint)) {
            throw new Refused(
                    "UNKNOWN_JOIN_POINT",
                    "the policy has no join point '" + joinPoint + "'",
                    "it has " + policy.joinPoints().keySet());
        }
        boolean broken = policy.guards().getOrDefault(joinPoint, List.of()).stream()
                .anyMatch(guard -> guard.settings() instanceof CircuitBreakerRule);
        if (!broken) {
            throw new Refused(
                    "UNKNOWN_BREAKER",
                    joinPoint + " has no circuit_breaker among its guards",
                    "give it one in the policy");
        }
    }

    /** A slip in a key must not hold a circuit that nobody ever asks. */
    private void checkKey(String joinPoint, String key) throws Refused {
        List<String> keys = services.breakerStatus(joinPoint).stream()
                .map(BreakerStatus::key)
                .toList();
        if (!keys.contains(key)) {
            throw new Refused(
                    "UNKNOWN_BREAKER",
                    "no call of " + joinPoint + " had the key '" + key + "' so far",
                    keys.isEmpty()
                            ? "without a key all circuits of the join point are meant"
                            : "there are " + keys.stream().limit(MOST_NAMED).toList());
        }
    }
}
