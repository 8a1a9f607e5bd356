package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Invocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** A host to weave, guards that write down what they are told, and a look at the agent's own failures at the end. */
abstract class DispatchFixture {
    static final String HOST = DispatchHost.class.getName() + "#";

    final WeavingRig rig = new WeavingRig();
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    final DispatchHost host = new DispatchHost();

    @AfterEach
    void nothingBroke() {
        rig.close();
        assertEquals(List.of(), rig.events.failures);
    }

    Guard guard(String name) {
        return new Recording(name, told);
    }

    Guard denying(String code) {
        return new Recording("denying", told) {
            @Override
            public Object before(Invocation call) {
                return Denial.of(code, "because");
            }
        };
    }

    Guard ending(Consumer<Invocation> after) {
        return new Recording("ending", told) {
            @Override
            public Object before(Invocation call) {
                return null;
            }

            @Override
            public void after(Invocation call, Object permit) {
                after.accept(call);
            }
        };
    }

    static class Recording implements Guard {
        private final String name;
        private final List<String> told;

        Recording(String name, List<String> told) {
            this.name = name;
            this.told = told;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Object before(Invocation call) {
            told.add(name + " before");
            return this;
        }

        @Override
        public void after(Invocation call, Object permit) {
            assertSame(this, permit);
            told.add(name + " after " + (call.thrown() == null ? call.result() : call.thrown()));
        }

        @Override
        public Denial release(Invocation call, Object permit, Denial denial) {
            told.add(name + " release " + denial.code());
            return denial;
        }
    }

    /** An exception of the host's. */
    static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }
}
