package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.breaker.BreakerStatus;
import io.resilienceagent.control.Reply;
import io.resilienceagent.guard.JoinPointTally;
import io.resilienceagent.guard.Redaction;
import io.resilienceagent.incident.Failures;
import io.resilienceagent.incident.Incident;
import io.resilienceagent.loop.LoopStatus;
import io.resilienceagent.order.OrderBook;
import io.resilienceagent.order.OrderState;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.state.Standing;
import io.resilienceagent.weave.WeaveReport;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How things are: what each rule matched and did, what is open, unknown or broken. The proof that a policy has effect.
 *
 * @param reloadProblems why the newest version of the policy is not in force; empty when it is
 * @param graceOver whether a rule that matched nothing is by now an error
 * @param parts what other parts of the agent have to say, each an object by its name
 */
record Status(
        Policy policy,
        Services services,
        Supervision supervision,
        WeaveReport report,
        Failures failures,
        List<String> reloadProblems,
        boolean graceOver,
        Map<String, Reply> parts) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Writes it as one JSON object. */
    void writeTo(OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            writeMembers(json);
            json.writeEndObject();
        }
    }

    /** Writes what stands between the braces. */
    void writeMembers(JsonGenerator json) throws IOException {
        json.writeStringField("bot", policy.bot());
        json.writeStringField("mode", lower(policy.mode()));
        json.writeStringField("time", Instant.now().toString());
        json.writeNumberField("process", ProcessHandle.current().pid());
        state(json, services.machine().standing());
        json.writeObjectFieldStart("loops");
        for (LoopStatus loop : supervision.loops().status()) {
            loop(json, loop);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("join_points");
        for (Map.Entry<String, JoinPointRule> joinPoint : policy.joinPoints().entrySet()) {
            json.writeFieldName(joinPoint.getKey());
            joinPoint(json, joinPoint.getKey(), joinPoint.getValue());
        }
        json.writeEndObject();
        orders(json, services.orders());
        incidents(json);
        strings(json, "not_woven", report.problems());
        strings(json, "reload_problems", reloadProblems);
        failures(json);
        for (Map.Entry<String, Reply> part : parts.entrySet()) {
            json.writeObjectFieldStart(part.getKey());
            part.getValue().writeTo(json);
            json.writeEndObject();
        }
    }

    private static void state(JsonGenerator json, Standing standing) throws IOException {
        json.writeObjectFieldStart("state");
        json.writeStringField("state", standing.state().name());
        json.writeStringField("since", standing.since().toString());
        json.writeStringField("reason", standing.reason());
        json.writeStringField("incident_id", standing.incidentId());
        json.writeEndObject();
    }

    private static void loop(JsonGenerator json, LoopStatus loop) throws IOException {
        json.writeObjectFieldStart(loop.name());
        json.writeNumberField("ticks", loop.ticks());
        json.writeNumberField("threads", loop.threads());
        json.writeBooleanField("stalled", loop.stalled());
        json.writeNumberField("lag_ms", millis(loop.lagNanos()));
        json.writeNumberField("worst_ms", millis(loop.worstTickNanos()));
        json.writeNumberField("stall_after_ms", millis(loop.limitNanos()));
        json.writeEndObject();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private void joinPoint(JsonGenerator json, String name, JoinPointRule rule) throws IOException {
        List<String> matched = report.methods(name);
        JoinPointTally tally = services.tally(name);
        json.writeStartObject();
        json.writeStringField("kind", lower(rule.kind()));
        strings(json, "on", rule.on().stream().map(MethodPattern::text).toList());
        strings(json, "matched", matched);
        if (matched.isEmpty() && graceOver && !rule.late()) {
            json.writeStringField("error", "RULE_WITHOUT_EFFECT: no loaded class matched");
        }
        json.writeNumberField("calls", tally.calls());
        counts(json, "denied", tally.deniedByCode());
        counts(json, "would_deny", tally.wouldDenyByCode());
        json.writeArrayFieldStart("breakers");
        for (BreakerStatus breaker : services.breakerStatus(name)) {
            json.writeStartObject();
            json.writeStringField("key", breaker.key());
            json.writeStringField("state", breaker.state().toString());
            json.writeNumberField("failures", breaker.failures());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void orders(JsonGenerator json, OrderBook orders) throws IOException {
        json.writeObjectFieldStart("orders");
        json.writeBooleanField("recovering", orders.recovering());
        json.writeNumberField("unknown", orders.unknownCount());
        json.writeObjectFieldStart("outcomes");
        for (OrderState outcome : List.of(OrderState.ACCEPTED, OrderState.REJECTED, OrderState.UNKNOWN)) {
            json.writeNumberField(lower(outcome), orders.tally().of(outcome));
        }
        json.writeEndObject();
        json.writeBooleanField("journal_available", orders.journalAvailable());
        json.writeEndObject();
    }

    private void incidents(JsonGenerator json) throws IOException {
        Redaction redaction = Redaction.standard();
        json.writeArrayFieldStart("incidents");
        for (Incident incident : supervision.recentIncidents()) {
            json.writeStartObject();
            json.writeStringField("incident_id", incident.incidentId());
            json.writeStringField("kind", incident.kind());
            json.writeStringField("at", incident.timestamp().toString());
            json.writeStringField("loop", redaction.of(incident.loop()));
            json.writeStringField("cause", incident.cause());
            json.writeStringField("state_after", incident.stateAfter());
            json.writeBooleanField("lasts", incident.lasts());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void failures(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("failures");
        for (Failures.Entry failure : failures.entries()) {
            json.writeStartObject();
            json.writeStringField("kind", failure.kind());
            json.writeStringField("place", failure.place());
            json.writeNumberField("count", failure.count().sum());
            json.writeStringField("first", failure.first().toString());
            json.writeStringField("example", failure.example());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void strings(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void counts(JsonGenerator json, String name, Map<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
