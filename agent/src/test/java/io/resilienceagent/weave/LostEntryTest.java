package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.policy.JoinPointKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The stack or the memory ends while the guards are asked: what they gave comes back, once. */
class LostEntryTest extends DispatchFixture {
    /** More than an invocation has fields for. */
    private static final int GUARDS = 8;

    /** Has not even room to tell its name, so that the failure leaves the chain. */
    private Guard dying() {
        return new Recording("dying", told) {
            @Override
            public String name() {
                throw new StackOverflowError();
            }

            @Override
            public Object before(Invocation call) {
                throw new OutOfMemoryError("of the test");
            }
        };
    }

    /** Gives null for a permit, as most guards do that have nothing to take back. */
    private Guard nothingGiving(String name) {
        return new Recording(name, told) {
            @Override
            public Object before(Invocation call) {
                told.add(name + " before");
                return null;
            }
        };
    }

    private Guard[] dyingAt(int place) {
        return IntStream.range(0, GUARDS)
                .mapToObj(i -> i == place ? dying() : i % 2 == 0 ? guard("g" + i) : nothingGiving("g" + i))
                .toArray(Guard[]::new);
    }

    /** The guards before the place were asked in their order, and gave back in the other. */
    private static List<String> askedAndReleased(int place) {
        List<String> names =
                new ArrayList<>(IntStream.range(0, place).mapToObj(i -> "g" + i).toList());
        List<String> expected =
                new ArrayList<>(names.stream().map(name -> name + " before").toList());
        Collections.reverse(names);
        names.forEach(name -> expected.add(name + " release GUARD_ERROR"));
        return expected;
    }

    private void takeFailure(String start) {
        assertEquals(1, rig.events.failures.size(), rig.events.failures::toString);
        String failure = rig.events.failures.remove(0);
        assertTrue(failure.startsWith(start + " "), failure);
    }

    @Test
    void anOrderIsDeniedAndEveryPermitGivenBackOnce() {
        for (int place = 0; place < GUARDS; place++) {
            rig.cleared()
                    .joinPoint("buy", JoinPointKind.ORDER, HOST + "buy", Optional.empty(), dyingAt(place))
                    .inForce();
            CallDeniedException denied = assertThrows(CallDeniedException.class, () -> host.buy(1));
            assertEquals("GUARD_ERROR", denied.code());
            assertEquals(askedAndReleased(place), told, "died at " + place);
            told.clear();
            rig.events.failures.clear();
        }
        assertEquals(0, host.bought.get());
    }

    @Test
    void anotherCallPassesAndEveryPermitIsGivenBackOnce() {
        for (int place = 0; place < GUARDS; place++) {
            rig.cleared().joinPoint("buy", HOST + "buy", dyingAt(place)).inForce();
            assertEquals(1, host.buy(1));
            assertEquals(askedAndReleased(place), told, "died at " + place);
            told.clear();
            rig.events.failures.clear();
        }
    }

    @Test
    void anOrderIsJudgedAfterOneThatWasLost() {
        rig.joinPoint("buy", JoinPointKind.ORDER, HOST + "buy", Optional.empty(), dyingAt(3))
                .inForce();
        assertThrows(CallDeniedException.class, () -> host.buy(1));
        rig.cleared()
                .joinPoint("buy", JoinPointKind.ORDER, HOST + "buy", Optional.empty(), denying("NO"))
                .inForce();
        assertEquals(
                "NO", assertThrows(CallDeniedException.class, () -> host.buy(1)).code());
        rig.events.failures.clear();
    }

    @Test
    void oneThatCannotTakeItsPermitBackKeepsNoneFromTheOthers() {
        Guard stuck = new Recording("stuck", told) {
            @Override
            public Denial release(Invocation call, Object permit, Denial denial) {
                throw new StackOverflowError();
            }
        };
        rig.joinPoint("buy", HOST + "buy", guard("outer"), stuck, guard("inner"), dying())
                .inForce();
        assertEquals(1, host.buy(1));
        assertEquals(
                List.of(
                        "outer before",
                        "stuck before",
                        "inner before",
                        "inner release GUARD_ERROR",
                        "outer release GUARD_ERROR"),
                told);
        rig.events.failures.clear();
    }

    @Test
    void aDenialThatDiesOnItsWayOutGivesBackOnce() {
        Guard stuck = new Recording("stuck", told) {
            @Override
            public String name() {
                throw new StackOverflowError();
            }

            @Override
            public Denial release(Invocation call, Object permit, Denial denial) {
                throw new StackOverflowError();
            }
        };
        rig.joinPoint(
                        "buy",
                        JoinPointKind.ORDER,
                        HOST + "buy",
                        Optional.empty(),
                        guard("outer"),
                        stuck,
                        guard("inner"),
                        denying("NO"))
                .inForce();
        assertEquals(
                "GUARD_ERROR",
                assertThrows(CallDeniedException.class, () -> host.buy(1)).code());
        assertEquals(
                List.of(
                        "outer before",
                        "stuck before",
                        "inner before",
                        "inner release NO",
                        "outer release GUARD_ERROR"),
                told);
        takeFailure("DISPATCH_ERROR buy.enter");
    }

    @Test
    void aRepeatThatDiesGivesBackOnceAndKeepsTheFirstEnding() {
        Guard again = ending(call -> {
            call.repeatAfter(0);
        });
        Guard dyingLater = new Recording("later", told) {
            private int asked;

            @Override
            public String name() {
                throw new StackOverflowError();
            }

            @Override
            public Object before(Invocation call) {
                if (asked++ > 0) {
                    throw new OutOfMemoryError("of the test");
                }
                return this;
            }

            @Override
            public void after(Invocation call, Object permit) {}
        };
        rig.joinPoint("fail", HOST + "fail", guard("outer"), again, guard("inner"), dyingLater)
                .inForce();
        assertEquals("host's own", assertThrows(IOException.class, host::fail).getMessage());
        assertEquals(
                List.of(
                        "outer before",
                        "inner before",
                        "inner after java.io.IOException: host's own",
                        "inner before",
                        "inner release GUARD_ERROR",
                        "outer after java.io.IOException: host's own"),
                told);
        takeFailure("DISPATCH_ERROR fail.repeat");
    }
}
