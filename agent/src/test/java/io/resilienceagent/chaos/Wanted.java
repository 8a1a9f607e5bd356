package io.resilienceagent.chaos;

import io.resilienceagent.policy.Percent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What is asked for, word by word. */
final class Wanted {
    private final String type;
    private String target;
    Duration duration = Duration.ofSeconds(10);
    private String percent;
    private String rollout;
    Long seed;
    Duration on;
    Duration off;
    Integer count;
    boolean dry;
    List<String> rollback = List.of();
    Map<String, Object> options = Map.of();

    Wanted(String type) {
        this.type = type;
    }

    Wanted target(String name) {
        target = name;
        return this;
    }

    Wanted percent(String number) {
        percent = number;
        return this;
    }

    Wanted rollout(String number) {
        rollout = number;
        return this;
    }

    Wanted lasting(Duration time) {
        duration = time;
        return this;
    }

    Wanted seed(long number) {
        seed = number;
        return this;
    }

    Wanted burst(Duration strikes, Duration rests) {
        on = strikes;
        off = rests;
        return this;
    }

    Wanted count(int most) {
        count = most;
        return this;
    }

    Wanted dry() {
        dry = true;
        return this;
    }

    Wanted rollback(String... conditions) {
        rollback = List.of(conditions);
        return this;
    }

    Wanted option(String name, Object value) {
        options = Map.of(name, value);
        return this;
    }

    private static Optional<Percent> percentOf(String number) {
        return Optional.ofNullable(number).map(BigDecimal::new).map(Percent::new);
    }

    ExperimentRequest request() {
        return new ExperimentRequest(
                type,
                Optional.ofNullable(target),
                duration,
                percentOf(percent),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                Optional.ofNullable(on),
                Optional.ofNullable(off),
                percentOf(rollout),
                count == null ? OptionalInt.empty() : OptionalInt.of(count),
                dry,
                rollback,
                options);
    }
}
