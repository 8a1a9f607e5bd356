package io.resilienceagent.flight;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class EventReaderTest {
    private static final int MOST = 10;
    private static final long LONG = TimeUnit.MINUTES.toNanos(5);

    /** Before anything sleeps: it takes its time. */
    private final Instrumentation instrumentation = ByteBuddyAgent.install();

    private int versions;

    /** Its class is woven between what it does and the moment when the recorder writes that down. */
    private static final class Sleeper implements Runnable {
        @Override
        public void run() {
            try {
                Thread.sleep(1);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The recorder notes who was seen, and looks for the name later: a method that was replaced meanwhile has none. */
    @Test
    void aFrameWithoutItsMethodIsLeftOutAndTheRestIsTold() throws Exception {
        FlightWitness witness = new FlightWitness(Instant::now);
        Map<Long, Boolean> complete = new ConcurrentHashMap<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        try (RecordingStream stream = new RecordingStream()) {
            stream.enable("jdk.ThreadSleep").withThreshold(Duration.ZERO).withStackTrace();
            new EventReader(witness).listenTo(stream);
            stream.onEvent(
                    "jdk.ThreadSleep", event -> complete.put(event.getThread().getJavaThreadId(), named(event)));
            stream.onError(failures::add);
            stream.startAsync();
            AtomicReference<Thread> nameless = new AtomicReference<>();
            // The recorder may write just between the two: then it has found the name, and another is sent.
            for (int sent = 0; sent < MOST && nameless.get() == null; sent++) {
                Thread sleeper = new Thread(new Sleeper(), "sleeper");
                sleeper.start();
                sleeper.join();
                weave(Sleeper.class);
                await().until(() -> complete.containsKey(sleeper.getId()));
                if (!complete.get(sleeper.getId())) {
                    nameless.set(sleeper);
                }
            }
            assumeTrue(nameless.get() != null, "the recorder found the name of each");
            await().until(() -> witness.about(nameless.get(), LONG).containsKey("sleeps"));
            assertFalse(
                    witness.about(nameless.get(), LONG).get("sleeps").toString().contains("Sleeper"));
        }
        assertEquals(List.of(), failures);
    }

    private static boolean named(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream().noneMatch(frame -> frame.getMethod() == null);
    }

    private void weave(Class<?> type) throws Exception {
        ClassFileTransformer longer = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
                return redefined == type ? longer(classFile) : null;
            }
        };
        instrumentation.addTransformer(longer, true);
        try {
            instrumentation.retransformClasses(type);
        } finally {
            instrumentation.removeTransformer(longer);
        }
    }

    /** The class with more instructions at the begin of each method, each time: one that is the same keeps its name. */
    private byte[] longer(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        versions++;
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, thrown);
                                for (int i = 0; i < versions; i++) {
                                    visitor.visitInsn(Opcodes.NOP);
                                }
                                return visitor;
                            }
                        },
                        0);
        return writer.toByteArray();
    }
}
