package io.resilienceagent.cli.drill;

import io.resilienceagent.cli.drill.Ticks.Tick;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was seen of a bot in a scenario. Immutable; times in microseconds by the agent's clock.
 *
 * @param loop whose ticks are meant where an expectation names none
 * @param deadline how long a tick may take; 0 where nobody knows
 * @param resolution differences of times below this are noise
 * @param course what happened until the fault was over
 * @param end when the scenario ended
 * @param places ticks and calls, by join point
 * @param after all metrics at the end
 * @param fired how often the fault really happened
 * @param state the bot's at the end
 */
record Observed(
        String loop,
        long deadline,
        long resolution,
        Course course,
        long end,
        Map<String, Ticks> places,
        Scrape after,
        long fired,
        String state) {
    /** So many ticks in a row as before, and the bot is as before. */
    static final int IN_A_ROW = 3;

    private static final double WORSE = 1.15;

    Ticks ticks(String place) {
        return places.getOrDefault(place.isEmpty() ? loop : place, new Ticks(List.of()));
    }

    /** Those that were over before the fault. */
    Ticks baseline(String place) {
        return ticks(place).endedIn(course.began(), course.struck());
    }

    /** Those that the fault may have met: some of their time was its time. */
    Ticks struck(String place) {
        return ticks(place).overlapping(course.struck(), course.over());
    }

    /** Those that began after the fault. */
    Ticks afterwards(String place) {
        return ticks(place).begunIn(course.over(), end + 1);
    }

    /** How long a tick takes at most that is as before the fault, in microseconds. */
    long usual() {
        Ticks before = baseline("");
        return before.count() > 0
                ? (long) (before.max() * 1000 * WORSE) + resolution
                : deadline > 0 ? deadline : Long.MAX_VALUE;
    }

    /** How many ticks ended after the fault before the first of three in a row that were as before; empty where none were. */
    Optional<Integer> recoveryTicks() {
        long usual = usual();
        List<Tick> later = ticks("").list().stream()
                .filter(tick -> tick.ended() > course.over())
                .toList();
        int good = 0;
        for (int i = 0; i < later.size(); i++) {
            good = later.get(i).lasted() <= usual ? good + 1 : 0;
            if (good == IN_A_ROW) {
                return Optional.of(i + 1 - IN_A_ROW);
            }
        }
        return Optional.empty();
    }
}
