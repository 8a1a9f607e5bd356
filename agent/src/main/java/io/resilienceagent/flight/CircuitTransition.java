package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A circuit breaker went from one state to another. */
@Name("resilience.CircuitTransition")
@Label("Circuit Transition")
@Category({"Resilience", "Guards"})
@Description("A circuit breaker went from one state to another")
@StackTrace(true)
final class CircuitTransition extends Event {
    @Label("Join Point")
    @Description("The join point's name in the policy")
    String joinPoint;

    @Label("Key")
    @Description("Whose circuit it is, as a symbol; - where the join point has one for all calls")
    String key;

    @Label("From")
    @Description("The state that it left")
    String from;

    @Label("To")
    @Description("The state that it is in now")
    String to;

    @Label("Reason")
    @Description("Why, for a person")
    String reason;
}
