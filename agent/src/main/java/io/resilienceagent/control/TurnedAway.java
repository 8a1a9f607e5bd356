package io.resilienceagent.control;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Those who tried a door that is not theirs. That they were turned away is no failure of the agent but its work: each is counted,
 * and of each kind a line is told at once, and then once a minute at most, so that no stranger fills a disk. Thread-safe.
 */
final class TurnedAway {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Map<String, Attempts> kinds = new TreeMap<>();
    private final Ticker ticker;
    private final EventLog log;

    TurnedAway(Ticker ticker, EventLog log) {
        this.ticker = ticker;
        this.log = log;
    }

    /** Of one kind. */
    private static final class Attempts {
        private long count;
        private long told;
        private long toldAt;
    }

    /**
     * Somebody was turned away.
     *
     * @param kind upper-case event name
     * @param facts {@code key=value} pairs separated by blanks
     */
    void note(String kind, String facts) {
        long more;
        synchronized (kinds) {
            Attempts attempts = kinds.computeIfAbsent(kind, unused -> new Attempts());
            attempts.count++;
            long now = ticker.nanos();
            if (attempts.told > 0 && now - attempts.toldAt < MINUTE) {
                return;
            }
            more = attempts.count - attempts.told - 1;
            attempts.told = attempts.count;
            attempts.toldAt = now;
        }
        log.warning(kind, facts + (more == 0 ? "" : " more_since_the_last=" + more));
    }

    /** Writes how often, by kind, as a member of an object; nothing where nobody was. */
    void describe(JsonGenerator json) throws IOException {
        synchronized (kinds) {
            if (kinds.isEmpty()) {
                return;
            }
            json.writeObjectFieldStart("turned_away");
            for (Map.Entry<String, Attempts> kind : kinds.entrySet()) {
                json.writeNumberField(kind.getKey(), kind.getValue().count);
            }
            json.writeEndObject();
        }
    }
}
