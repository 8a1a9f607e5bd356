package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.resilienceagent.policy.Answer;
import io.resilienceagent.policy.Deny;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.weave.HandMade.Odd;
import io.resilienceagent.weave.HandMade.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Opcodes;

/** Code that the JVM takes does woven what it does unwoven, whoever wrote it. */
@Timeout(60)
class OddCodeTest extends DispatchFixture {
    private final String name = HandMade.freshName();
    private final String made = name + "#call";

    @ParameterizedTest
    @MethodSource("io.resilienceagent.weave.OddCode#all")
    void whatIsGuardedBehavesAsBefore(Odd odd) {
        rig.joinPoint("outer", made, guard("outer"))
                .joinPoint("inner", made, guard("inner"))
                .inForce();
        Outcome plain = HandMade.call(HandMade.define(HandMade.freshName(), Opcodes.V17, odd), odd.arguments());
        HandMade.RUNS.set(0);
        Outcome woven = HandMade.call(HandMade.define(name, Opcodes.V17, odd), odd.arguments());
        assertEquals(plain.toString(), woven.toString());
        if (odd.arguments().length > 0 && odd.arguments()[0] instanceof Throwable own) {
            assertSame(own, woven.thrown());
        }
        Object seen = woven.thrown() == null ? woven.value() : woven.thrown();
        assertEquals(List.of("outer before", "inner before", "inner after " + seen, "outer after " + seen), told);
    }

    @ParameterizedTest
    @MethodSource("io.resilienceagent.weave.OddCode#all")
    void aDenialSkipsIt(Odd odd) {
        Deny none = new Deny(Optional.empty(), Optional.of(Answer.parse("null")));
        rig.joinPoint("made", JoinPointKind.ANY, made, Optional.of(none), denying("NO"))
                .inForce();
        HandMade.RUNS.set(0);
        Outcome woven = HandMade.call(HandMade.define(name, Opcodes.V17, odd), odd.arguments());
        assertNull(woven.thrown());
        assertEquals(0, HandMade.RUNS.get());
    }

    @ParameterizedTest
    @MethodSource("io.resilienceagent.weave.OddCode#all")
    void aRepeatBeginsWithTheCallersArguments(Odd odd) {
        List<String> endings = new ArrayList<>();
        // What the inner one makes of an ending is, for the outer one, what the body threw.
        rig.joinPoint("again", made, ending(call -> {
                    if (call.attempts() < 3) {
                        call.repeatAfter(0);
                    }
                }))
                .joinPoint("failing", made, ending(call -> {
                    endings.add(String.valueOf(call.thrown() == null ? call.result() : call.thrown()));
                    if (endings.size() < 3) {
                        call.fail(new IllegalStateException("once more"));
                    }
                }))
                .inForce();
        HandMade.RUNS.set(0);
        Outcome plain = HandMade.call(HandMade.define(HandMade.freshName(), Opcodes.V17, odd), odd.arguments());
        int runs = HandMade.RUNS.getAndSet(0);
        Outcome woven = HandMade.call(HandMade.define(name, Opcodes.V17, odd), odd.arguments());
        assertEquals(plain.toString(), woven.toString());
        assertEquals(3 * runs, HandMade.RUNS.get());
        assertEquals(List.of(endings.get(0), endings.get(0), endings.get(0)), endings);
    }

    @ParameterizedTest
    @MethodSource("io.resilienceagent.weave.OddCode#all")
    void itsObjectsAreSeenBesideTheGuards(Odd odd) {
        List<Object> seen = new ArrayList<>();
        Class<?> type = HandMade.define(name, Opcodes.V17, odd);
        Outcome plain = HandMade.call(type, odd.arguments());
        rig.joinPoint("made", made, guard("one"))
                .watch(new InstanceWatch(type.getName(), seen::add))
                .inForce();
        assertEquals(plain.toString(), HandMade.call(type, odd.arguments()).toString());
        boolean onAnObject = (odd.access() & Opcodes.ACC_STATIC) == 0;
        assertEquals(onAnObject ? 2 : 1, seen.size());
        rig.cleared().inForce();
        assertEquals(plain.toString(), HandMade.call(type, odd.arguments()).toString());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everyVersionOfClassFilesFromJava7OnIsWoven(int version) {
        rig.joinPoint("made", made, denying("NO")).inForce();
        Odd odd = OddCode.all().findFirst().orElseThrow();
        assertEquals(
                "NO: because",
                HandMade.call(HandMade.define(name, version, odd), odd.arguments())
                        .thrown()
                        .getMessage()
                        .replaceAll(".*(NO: because).*", "$1"));
    }

    static IntStream versions() {
        return IntStream.rangeClosed(51, Runtime.version().feature() + 44);
    }
}
