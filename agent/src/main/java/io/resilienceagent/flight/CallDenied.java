package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A call that a guard denied, or would have denied in shadow mode, in a flight recording. */
@Name("resilience.CallDenied")
@Label("Call Denied")
@Category({"Resilience", "Guards"})
@Description("A guard denied a call of the host, or would have in shadow mode")
@StackTrace(true)
final class CallDenied extends Event {
    @Label("Join Point")
    @Description("The join point's name in the policy")
    String joinPoint;

    @Label("Guard")
    @Description("The guard's name in the policy")
    String guard;

    @Label("Denial Code")
    @Description("Why, in a word that never changes its meaning")
    String code;

    @Label("Reason")
    @Description("Why, for a person")
    String reason;

    @Label("Enforced")
    @Description("False in shadow mode: the call passed")
    boolean enforced;
}
