package io.resilienceagent.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.bind.Comparison;
import io.resilienceagent.bind.PathReader;
import io.resilienceagent.bind.Slots;
import io.resilienceagent.guard.BoundValues;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import io.resilienceagent.policy.Condition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Ambiguous is not failed: only what the policy lists is a refusal. */
class DefiniteRefusalTest {
    private static final List<String> TYPES = List.of(IllegalArgumentException.class.getName());

    @Test
    void aListedExceptionIsARefusalAlsoWhereAFutureWrapsIt() {
        assertEquals(OrderState.REJECTED, after(new IllegalArgumentException("no")));
        assertEquals(OrderState.REJECTED, after(new CompletionException(new IllegalArgumentException("no"))));
    }

    @Test
    void aConditionOnTheExceptionIsARefusal() {
        assertEquals(OrderState.REJECTED, after(new Answered(429)));
        assertEquals(OrderState.UNKNOWN, after(new Answered(503)));
    }

    @Test
    void anExceptionWithoutTheMemberLeavesTheOrderUnknown() {
        assertEquals(OrderState.UNKNOWN, after(new IllegalStateException("reset")));
    }

    @Test
    void whatAnInnerGuardMadeOfTheEndingDoesNotCount() {
        Invocation timedOut = ended(new IllegalStateException("no answer"));
        timedOut.fail(new IllegalArgumentException("TIMED_OUT: looks like a refusal, since deny says so"));
        assertEquals(OrderState.UNKNOWN, OrderState.after(timedOut, DefiniteRefusal.by(TYPES)));
        Invocation answered = ended(new IllegalStateException("no answer"));
        answered.answer("a fallback's value");
        assertEquals(OrderState.UNKNOWN, OrderState.after(answered, DefiniteRefusal.by(TYPES)));
    }

    @Test
    void aConditionThatThrowsRefusesNothing() {
        DefiniteRefusal refusal = new DefiniteRefusal(List.of(), call -> {
            throw new UnreadableValueException("return.code: no such member");
        });
        assertEquals(OrderState.UNKNOWN, OrderState.after(ended(new IllegalStateException("reset")), refusal));
    }

    private static Invocation ended(Throwable thrown) {
        Invocation call = Invocation.of(null, null);
        call.end(null, thrown, true);
        return call;
    }

    private static OrderState after(Throwable thrown) {
        Slots slots = new Slots(Map.of());
        Comparison tooMany = new Comparison(Condition.parse("exception.status == 429"), slots);
        PathReader reader = new PathReader(slots.paths().get(0), type -> {});
        BoundValues values = new BoundValues() {
            @Override
            public Object read(int slot, Invocation call) {
                return reader.read(call);
            }

            @Override
            public Object readItem(int slot, Object item) {
                throw new AssertionError("nothing is listed");
            }
        };
        Invocation call = Invocation.of(values, null);
        call.end(null, thrown, true);
        return OrderState.after(call, new DefiniteRefusal(TYPES, tooMany));
    }

    /** An exchange's answer, with its HTTP status. */
    static final class Answered extends RuntimeException {
        private final int status;

        Answered(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
