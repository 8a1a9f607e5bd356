package io.resilienceagent.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.drill.Ticks.Tick;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at a bot over a connection, again and again, and remembers how long its ticks and calls took. Times are microseconds
 * by the agent's own clock, which no fault reaches. For one thread.
 */
final class Observer {
    private final ControlClient agent;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private long now;

    /** What is known of a join point. */
    private static final class Place {
        private final List<Tick> ticks = new ArrayList<>();
        private boolean loop;
        private long every;
        private long underWay;
        private long lastEnded = Long.MIN_VALUE;
    }

    Observer(ControlClient agent) {
        this.agent = agent;
    }

    /** Takes a look, and tells what time it is. */
    long look() {
        JsonNode answer = agent.ask("figures", ControlClient.arguments().put("since_us", now));
        now = answer.path("now_us").asLong();
        for (JsonNode told : answer.path("places")) {
            Place place = places.computeIfAbsent(told.path("name").asText(""), unused -> new Place());
            place.loop = told.path("loop").asBoolean();
            place.every = told.path("every_us").asLong();
            place.underWay = told.path("under_way_us").asLong(-1);
            for (JsonNode call : told.path("calls")) {
                // A call that ended while the agent answered is told again by its next answer.
                if (call.path(0).asLong() > place.lastEnded) {
                    place.lastEnded = call.path(0).asLong();
                    place.ticks.add(new Tick(place.lastEnded, call.path(1).asLong()));
                }
            }
        }
        return now;
    }

    /** Forgets what was before: a new scenario begins. */
    void forget() {
        look();
        places.values().forEach(place -> place.ticks.clear());
    }

    /** The join points that are loops. */
    List<String> loops() {
        return places.entrySet().stream()
                .filter(place -> place.getValue().loop)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All join points. */
    List<String> names() {
        return List.copyOf(places.keySet());
    }

    /** How often a loop is to tick, in microseconds; 0 where nobody knows. */
    long every(String loop) {
        Place place = places.get(loop);
        return place == null ? 0 : place.every;
    }

    /** For how long a tick or call has been under way; negative when none is. */
    long underWay(String name) {
        Place place = places.get(name);
        return place == null ? -1 : place.underWay;
    }

    /** All that were seen since the last {@link #forget}. */
    Ticks ticks(String name) {
        Place place = places.get(name);
        return new Ticks(place == null ? List.of() : place.ticks);
    }

    /** All metrics of this moment. */
    Scrape scrape() {
        return Scrape.of(agent.ask("metrics").path("text").asText(""));
    }

    /** The names of all metrics that the agent has, those without a series yet among them. */
    Set<String> metrics() {
        return agent.ask("metrics", ControlClient.arguments().put("format", "names"))
                .path("text")
                .asText("")
                .lines()
                .collect(Collectors.toSet());
    }

    /** The bot's state of this moment. */
    String state() {
        return agent.ask("state").path("state").asText("");
    }
}
