package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The call of an order has ended, or more is known of its outcome. */
@Name("resilience.OrderOutcome")
@Label("Order Outcome")
@Category({"Resilience", "Orders"})
@Description("The call of an order has ended, or its outcome turned out later")
@StackTrace(false)
final class OrderOutcome extends Event {
    @Label("Order")
    @Description("Its number in the journal")
    long orderId;

    @Label("Join Point")
    @Description("The join point's name in the policy")
    String joinPoint;

    @Label("What")
    @Description("The order in words")
    String what;

    @Label("From")
    @Description("Where it was in its life")
    String from;

    @Label("Outcome")
    @Description("ACCEPTED, REJECTED, or UNKNOWN where nobody can tell")
    String outcome;

    @Label("Exchange's Id")
    @Description("The id that the exchange gave it; empty while not known")
    String exchangeId;

    @Label("Reason")
    @Description("Why, for a person")
    String reason;

    @Label("Took")
    @Description("Since its call began")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    @Label("Of Earlier Run")
    @Description("Whether an earlier process sent it")
    boolean ofEarlierRun;
}
