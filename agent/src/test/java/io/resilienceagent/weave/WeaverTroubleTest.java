package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Where;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class files that cannot be woven are told and left alone, and classes are woven the same on however many threads. */
class WeaverTroubleTest {
    private static final int MAJOR_VERSION = 7;
    private static final String CANARY = Canary.class.getName();

    private final WeavingRig rig = new WeavingRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static byte[] canary() throws IOException {
        try (InputStream in = Canary.class.getResourceAsStream("Canary.class")) {
            return in.readAllBytes();
        }
    }

    private byte[] transformed(byte[] classFile) {
        rig.joinPoint("canary", CANARY + "#call").inForce();
        return rig.weaver.transform(
                null, WeaverTroubleTest.class.getClassLoader(), CANARY.replace('.', '/'), null, null, classFile);
    }

    private void assertTold(byte[] untouched) {
        assertNull(untouched);
        assertEquals(1, rig.events.failures.size(), rig.events.failures::toString);
        List<String> problems = rig.weaver.report().problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith(CANARY + " could not be woven: "), problems.get(0));
    }

    @Test
    void aClassOfANewerJavaIsLeftAlone() throws IOException {
        byte[] classFile = canary();
        classFile[MAJOR_VERSION] = 99;
        assertTold(transformed(classFile));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 9, 40, 150})
    void aClassFileThatEndsTooSoonIsLeftAlone(int bytes) throws IOException {
        assertTold(transformed(Arrays.copyOf(canary(), bytes)));
    }

    /** On as many threads as there may be that load classes at once. */
    @Test
    void threadsDoNotMeet() throws Exception {
        MethodPattern pattern = MethodPattern.parse(CANARY + "#call");
        JoinPointRule rule = JoinPointRule.plain(
                List.of(pattern), JoinPointKind.ANY, Optional.empty(), new Where("test", 1, 1, "canary"));
        // What is woven here is never run: any static method will do for the bridge's.
        Bytecode bytecode = new Bytecode(String.class.getMethod("valueOf", Object.class));
        byte[] plain = canary();
        Callable<byte[]> weave = () -> bytecode.weave(
                        plain, List.of(new Pointcut("canary", "canary", rule, pattern)), Bytecode.Sight.NONE)
                .bytes();
        byte[] expected = weave.call();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<byte[]> woven :
                    threads.invokeAll(Stream.generate(() -> weave).limit(400).toList())) {
                assertArrayEquals(expected, woven.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
