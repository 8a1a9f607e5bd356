package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.NestedLevels;
import io.resilienceagent.policy.JoinPointKind;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever happens around an order, the next order of the same thread is judged again. */
@Timeout(20)
class NestedOrdersTest {
    private static final String HOST = "io.resilienceagent.weave.NestedOrdersTest$Host#";

    private final WeavingRig rig = new WeavingRig();
    private final Host host = new Host();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aReloadThatMakesARunningOrderAnotherKindLeavesTheThreadGuarded() throws Exception {
        order("slow", call -> null);
        FutureTask<String> caller = new FutureTask<>(() -> {
            host.slow();
            return assertThrows(CallDeniedException.class, host::buy).code();
        });
        new Thread(caller).start();
        host.inside.await();
        rig.cleared()
                .joinPoint("slow", HOST + "slow", guard(call -> null))
                .joinPoint("buy", JoinPointKind.ORDER, HOST + "buy", Optional.empty(), guard(NestedOrdersTest::no))
                .inForce();
        host.go.countDown();
        assertEquals("NO", caller.get(10, TimeUnit.SECONDS));
    }

    @Test
    void anExceptionThatCannotTellItselfLeavesTheThreadGuarded() {
        order("buy", call -> {
            throw new Untellable();
        });
        assertThrows(RuntimeException.class, host::buy);
        order("buy", NestedOrdersTest::no);
        assertEquals("NO", assertThrows(CallDeniedException.class, host::buy).code());
    }

    @Test
    void anOrderOnAFullStackIsNeverSentUnguarded() throws Exception {
        // As in an agent that has run for a while, nothing is loaded for the first time at the bottom of the stack.
        order("sell", NestedOrdersTest::no);
        assertThrows(CallDeniedException.class, host::sell);
        order("buy", NestedOrdersTest::no);
        rig.events.failure("NONE", new WovenAs("", "", "", true).toString(), new StackOverflowError());
        FutureTask<String> caller = new FutureTask<>(() -> {
            dive(0);
            return assertThrows(CallDeniedException.class, host::buy).code();
        });
        new Thread(null, caller, "diver", 512 << 10).start();
        assertEquals("NO", caller.get(15, TimeUnit.SECONDS));
        assertEquals(0, host.bought);
    }

    /** Orders from the bottom of the stack upwards, until one is denied in due form. */
    private boolean dive(int depth) {
        boolean judged;
        try {
            judged = depth < 1_000_000 && dive(depth + 1);
        } catch (StackOverflowError bottom) {
            judged = false;
        }
        if (!judged) {
            try {
                host.buy();
            } catch (CallDeniedException denied) {
                judged = denied.code().equals("NO");
            }
        }
        return judged;
    }

    /** What an exit that found no stack left would leave behind: a level that nobody takes back. */
    @Test
    void aLevelWithoutAnOrderAroundItIsNotBelieved() throws Exception {
        order("buy", call -> Denial.of("NO", "because"));
        FutureTask<String> caller = new FutureTask<>(() -> {
            NestedLevels.leaveOneBehind();
            return assertThrows(CallDeniedException.class, host::buy).code();
        });
        new Thread(caller, "left behind").start();
        assertEquals("NO", caller.get(15, TimeUnit.SECONDS));
        assertEquals(0, host.bought);
    }

    private void order(String method, Function<Invocation, Object> before) {
        rig.cleared()
                .joinPoint(method, JoinPointKind.ORDER, HOST + method, Optional.empty(), guard(before))
                .inForce();
    }

    private static Object no(Invocation call) {
        return Denial.of("NO", "because");
    }

    private static Guard guard(Function<Invocation, Object> before) {
        return new Guard() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public Object before(Invocation call) {
                return before.apply(call);
            }

            @Override
            public void after(Invocation call, Object permit) {}
        };
    }

    /** An exception of a host whose message is made when somebody asks. */
    private static final class Untellable extends RuntimeException {
        @Override
        public String getMessage() {
            throw this;
        }
    }

    /** What is woven. */
    static class Host {
        final CountDownLatch inside = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);
        int bought;

        int buy() {
            return ++bought;
        }

        int sell() {
            return -1;
        }

        void slow() throws InterruptedException {
            inside.countDown();
            go.await();
        }
    }
}
