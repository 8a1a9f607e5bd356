package io.resilienceagent.report.recorded;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The agent's events as a recording has them, for tests that need them without an agent: same names, same fields. */
public final class Told {
    private Told() {}

    /** A stall. */
    @Name("resilience.LoopStall")
    @StackTrace(false)
    public static final class LoopStall extends Event {
        public String incidentId;
        public String loop;
        public String loopThread;
        public String cause;

        @Timespan(Timespan.NANOSECONDS)
        public long limit;

        @Timespan(Timespan.NANOSECONDS)
        public long detectedAfter;

        @Timespan(Timespan.NANOSECONDS)
        public long stalled;

        public boolean over;
        public String causeIncidentId;
    }

    /** How far behind. */
    @Name("resilience.LoopLag")
    @StackTrace(false)
    public static final class LoopLag extends Event {
        public String loop;

        @Timespan(Timespan.NANOSECONDS)
        public long sinceProgress;

        @Timespan(Timespan.NANOSECONDS)
        public long limit;
    }

    /** A change of state. */
    @Name("resilience.StateTransition")
    @StackTrace(false)
    public static final class StateTransition extends Event {
        public String incidentId;
        public String from;
        public String to;
        public String reason;
        public String owner;
        public String causeIncidentId;
    }

    /** A denied call. */
    @Name("resilience.CallDenied")
    @StackTrace(false)
    public static final class CallDenied extends Event {
        public String joinPoint;
        public String guard;
        public String code;
        public String reason;
        public boolean enforced;
    }

    /** An experiment. */
    @Name("resilience.FaultInjected")
    @StackTrace(false)
    public static final class FaultInjected extends Event {
        public String incidentId;
        public String type;
        public String target;
        public String owner;
        public long fired;
        public String whyEnded;
    }

    /** A breaker. */
    @Name("resilience.CircuitTransition")
    @StackTrace(false)
    public static final class CircuitTransition extends Event {
        public String joinPoint;
        public String key;
        public String from;
        public String to;
        public String reason;
    }

    /** The end of an order's call. */
    @Name("resilience.OrderOutcome")
    @StackTrace(false)
    public static final class OrderOutcome extends Event {
        public long orderId;
        public String joinPoint;
        public String what;
        public String outcome;
        public String reason;
    }

    /** A recovery cycle. */
    @Name("resilience.Recovery")
    @StackTrace(false)
    public static final class Recovery extends Event {
        public String incidentId;
        public String state;
        public int cycle;
        public int needed;
        public boolean successful;
        public String lacking;
    }

    /** A part of the bot was asked whether it is well. */
    @Name("resilience.Probe")
    @StackTrace(false)
    public static final class Probe extends Event {
        public String incidentId;
        public String component;
        public boolean passed;
        public String problem;

        @Timespan(Timespan.NANOSECONDS)
        public long took;
    }

    /** What the JVM's recorder tells when it could not keep up. */
    @Name("jdk.DataLoss")
    @StackTrace(false)
    public static final class DataLoss extends Event {
        public long amount;
    }

    /** Writes a stall. */
    public static void stall(String id, String loop, String thread, String cause, long millis, boolean over) {
        LoopStall event = new LoopStall();
        event.incidentId = id;
        event.loop = loop;
        event.loopThread = thread;
        event.cause = cause;
        event.limit = 5_000_000;
        event.detectedAfter = 1_000_000;
        event.stalled = millis * 1_000_000;
        event.over = over;
        event.commit();
    }

    /** Writes a change of state that follows from an incident. */
    public static void transition(String from, String to, String cause) {
        StateTransition event = new StateTransition();
        event.incidentId = "state-00000001";
        event.from = from;
        event.to = to;
        event.reason = "loop_stall_detected";
        event.owner = "loop_guard";
        event.causeIncidentId = cause;
        event.commit();
    }

    /** Writes how far behind a loop was. */
    public static void lag(String loop, long millis) {
        LoopLag event = new LoopLag();
        event.loop = loop;
        event.sinceProgress = millis * 1_000_000;
        event.limit = 500_000_000;
        event.commit();
    }

    /** Writes a denied call. */
    public static void denied(String joinPoint, String code, String reason) {
        CallDenied event = new CallDenied();
        event.joinPoint = joinPoint;
        event.guard = "safe_mode";
        event.code = code;
        event.reason = reason;
        event.enforced = true;
        event.commit();
    }

    /** Writes that a breaker changed its state. */
    public static void circuit(String joinPoint, String key, String from, String to) {
        CircuitTransition event = new CircuitTransition();
        event.joinPoint = joinPoint;
        event.key = key;
        event.from = from;
        event.to = to;
        event.reason = "3 failures in 60 s";
        event.commit();
    }

    /** Writes how an order's call ended. */
    public static void order(long id, String outcome, String reason) {
        OrderOutcome event = new OrderOutcome();
        event.orderId = id;
        event.joinPoint = "place_order";
        event.what = "BUY 1 BTCUSDT";
        event.outcome = outcome;
        event.reason = reason;
        event.commit();
    }

    /** Writes that an experiment began, or is over. */
    public static void fault(String id, String type, String whyEnded) {
        FaultInjected event = new FaultInjected();
        event.incidentId = id;
        event.type = type;
        event.target = "tick";
        event.owner = "a test";
        event.fired = 1;
        event.whyEnded = whyEnded;
        event.commit();
    }

    /** Writes that a recovery cycle is over, of which two in a row are needed; how many were good by now, or what was lacking. */
    public static void recovery(String state, int inRow, String lacking) {
        Recovery event = new Recovery();
        event.incidentId = "state-00000001";
        event.state = state;
        event.cycle = inRow;
        event.needed = 2;
        event.successful = lacking.isEmpty();
        event.lacking = lacking;
        event.commit();
    }

    /** Writes what a part of the bot answered. */
    public static void probe(String component, long tookMillis, String problem) {
        Probe event = new Probe();
        event.incidentId = "state-00000001";
        event.component = component;
        event.passed = problem.isEmpty();
        event.problem = problem;
        event.took = tookMillis * 1_000_000;
        event.commit();
    }

    /** Writes that the recorder lost so many bytes. */
    public static void dataLoss(long bytes) {
        DataLoss event = new DataLoss();
        event.amount = bytes;
        event.commit();
    }
}
