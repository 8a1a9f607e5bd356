package io.resilienceagent.report.read;

import io.resilienceagent.report.story.Circuit;
import io.resilienceagent.report.story.Cycles;
import io.resilienceagent.report.story.Denied;
import io.resilienceagent.report.story.Fault;
import io.resilienceagent.report.story.OrderEnd;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Transition;
import io.resilienceagent.report.text.Shown;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import jdk.jfr.consumer.RecordedEvent;

/** What the agent's own events tell. Fields that are not there, as in recordings of an older agent, are left out. */
final class AgentEvents {
    private static final String INCIDENT = "incidentId";
    private static final String CAUSE_INCIDENT = "causeIncidentId";
    private static final String JOIN_POINT = "joinPoint";
    private static final String REASON = "reason";

    /** What is done with each kind of event. */
    static final Map<String, BiConsumer<RecordedEvent, Story>> KINDS = Map.of(
            "resilience.LoopStall", AgentEvents::stall,
            "resilience.LoopLag", AgentEvents::lag,
            "resilience.LoopTick", AgentEvents::tick,
            "resilience.StateTransition", AgentEvents::transition,
            "resilience.Recovery", AgentEvents::recovery,
            "resilience.Probe", AgentEvents::probe,
            "resilience.CallDenied", AgentEvents::denied,
            "resilience.FaultInjected", AgentEvents::fault,
            "resilience.CircuitTransition", AgentEvents::circuit,
            "resilience.OrderOutcome", AgentEvents::order);

    private AgentEvents() {}

    private static void stall(RecordedEvent event, Story story) {
        long at = Fields.begin(event);
        long stalled = Fields.span(event, "stalled");
        String thread = Shown.name(Fields.raw(event, "loopThread"));
        story.add(new Stall(
                Fields.text(event, INCIDENT),
                false,
                Fields.text(event, "loop"),
                thread,
                Fields.text(event, "cause"),
                Fields.moment(event, "stuckSince", at - stalled),
                stalled,
                Fields.is(event, "over", false),
                Fields.span(event, "limit"),
                Fields.span(event, "detectedAfter"),
                Map.of(),
                List.of(),
                List.of(),
                "",
                "",
                Fields.text(event, CAUSE_INCIDENT)));
    }

    private static void lag(RecordedEvent event, Story story) {
        story.lag(
                Fields.text(event, "loop"),
                Fields.begin(event),
                Fields.span(event, "sinceProgress"),
                Fields.span(event, "limit"));
    }

    private static void tick(RecordedEvent event, Story story) {
        story.loopThread(Shown.name(Fields.raw(event, "loopThread")));
        story.tick(Fields.text(event, "loop"), Fields.span(event, "runTime"));
    }

    private static void transition(RecordedEvent event, Story story) {
        story.add(new Transition(
                Fields.moment(event, "at", Fields.begin(event)),
                Fields.text(event, INCIDENT),
                Fields.text(event, "from"),
                Fields.text(event, "to"),
                Fields.text(event, REASON),
                Fields.text(event, "owner"),
                Fields.text(event, CAUSE_INCIDENT)));
    }

    private static void recovery(RecordedEvent event, Story story) {
        boolean good = Fields.is(event, "successful", false);
        story.add(Cycles.one(
                Fields.begin(event),
                Fields.text(event, INCIDENT),
                Fields.text(event, "state"),
                good ? Math.max(1, Fields.number(event, "cycle")) : 0,
                Fields.number(event, "needed"),
                good ? "" : Fields.text(event, "lacking")));
    }

    private static void probe(RecordedEvent event, Story story) {
        story.asked(
                Fields.text(event, "component"),
                Fields.begin(event),
                Fields.span(event, "took"),
                Fields.text(event, "problem"));
    }

    private static void denied(RecordedEvent event, Story story) {
        Denied.Key key = new Denied.Key(
                Fields.text(event, JOIN_POINT),
                Fields.text(event, "guard"),
                Fields.text(event, "code"),
                Fields.is(event, "enforced", true));
        story.denied(Fields.begin(event), key, Fields.text(event, REASON));
    }

    private static void fault(RecordedEvent event, Story story) {
        long at = Fields.begin(event);
        String why = Fields.text(event, "whyEnded");
        story.add(new Fault(
                Fields.text(event, INCIDENT),
                Fields.text(event, "type"),
                Fields.text(event, "target"),
                at,
                why.isEmpty() ? 0 : at,
                Fields.number(event, "fired"),
                why,
                Fields.text(event, "owner"),
                Fields.is(event, "dryRun", false)));
    }

    private static void circuit(RecordedEvent event, Story story) {
        story.add(new Circuit(
                Fields.begin(event),
                Fields.text(event, JOIN_POINT),
                Fields.text(event, "key"),
                Fields.text(event, "from"),
                Fields.text(event, "to"),
                Fields.text(event, REASON)));
    }

    private static void order(RecordedEvent event, Story story) {
        story.add(new OrderEnd(
                Fields.begin(event),
                Fields.text(event, "orderId"),
                Fields.text(event, JOIN_POINT),
                Fields.text(event, "what"),
                Fields.text(event, "outcome"),
                Fields.text(event, REASON)));
    }
}
