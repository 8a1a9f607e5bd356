package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.chaos.PlaceFigures;
import io.resilienceagent.control.Command;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How long each tick and some of the other calls took: for whoever compares a bot in trouble with the same bot before. Times
 * are microseconds since the agent began, by its monotonic clock.
 */
final class Figures implements Command {
    private static final long LONGEST = TimeUnit.DAYS.toMicros(36_500);

    private final ChaosEngine engine;
    private final long origin;

    Figures(ChaosEngine engine) {
        this.engine = engine;
        this.origin = engine.now();
    }

    @Override
    public String name() {
        return "figures";
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Reply run(Request request) throws Refused {
        request.only(Set.of("since_us"));
        long since = request.whole("since_us", 0, LONGEST).orElse(0L);
        return json -> {
            // Before the calls are looked at: one that ends meanwhile is told again by the next answer, and not lost.
            json.writeNumberField("now_us", micros(engine.now() - origin));
            json.writeArrayFieldStart("places");
            for (PlaceFigures place : engine.figures(origin + TimeUnit.MICROSECONDS.toNanos(since))) {
                write(json, place);
            }
            json.writeEndArray();
        };
    }

    private void write(JsonGenerator json, PlaceFigures place) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", place.name());
        json.writeBooleanField("loop", place.loop());
        json.writeNumberField("every_us", micros(place.every().toNanos()));
        json.writeNumberField("measured", place.measured());
        json.writeNumberField("failed", place.failed());
        json.writeNumberField("under_way_us", place.underWay() < 0 ? -1 : micros(place.underWay()));
        json.writeArrayFieldStart("calls");
        for (PlaceFigures.Call call : place.calls()) {
            json.writeStartArray();
            json.writeNumber(micros(call.ended() - origin));
            json.writeNumber(micros(call.lasted()));
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}
