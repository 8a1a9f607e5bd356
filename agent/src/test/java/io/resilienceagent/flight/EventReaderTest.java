package io.resilienceagent.flight;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordingStream;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    private static final long LONG = TimeUnit.MINUTES.toNanos(5);

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
        Map<Long, Thread> sleepers = new ConcurrentHashMap<>();
        BlockingQueue<Thread> nameless = new LinkedBlockingQueue<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        try (RecordingStream stream = new RecordingStream()) {
            stream.enable("jdk.ThreadSleep").withThreshold(Duration.ZERO).withStackTrace();
            new EventReader(witness).listenTo(stream);
            stream.onEvent("jdk.ThreadSleep", event -> {
                Thread sleeper = sleepers.get(event.getThread().getJavaThreadId());
                if (sleeper != null
                        && event.getStackTrace().getFrames().stream().anyMatch(f -> f.getMethod() == null)) {
                    nameless.add(sleeper);
                }
            });
            stream.onError(failures::add);
            stream.startAsync();
            // The recorder may write between the two, so this may take more than one.
            await().until(() -> {
                Thread sleeper = new Thread(new Sleeper(), "sleeper");
                sleepers.put(sleeper.getId(), sleeper);
                sleeper.start();
                sleeper.join();
                weave(Sleeper.class);
                return !nameless.isEmpty();
            });
            Thread seen = nameless.take();
            await().until(() -> witness.about(seen, LONG).containsKey("sleeps"));
            assertFalse(witness.about(seen, LONG).get("sleeps").toString().contains("Sleeper"));
        }
        assertEquals(List.of(), failures);
    }

    private static void weave(Class<?> type) throws Exception {
        Instrumentation instrumentation = ByteBuddyAgent.install();
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

    /** The class with an instruction more at the begin of each method. */
    private static byte[] longer(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, thrown);
                                visitor.visitInsn(Opcodes.NOP);
                                return visitor;
                            }
                        },
                        0);
        return writer.toByteArray();
    }
}
