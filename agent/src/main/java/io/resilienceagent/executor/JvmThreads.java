package io.resilienceagent.executor;

import io.resilienceagent.bind.Opener;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The live threads of this JVM. Platform threads are asked of the JVM itself: the walk through thread groups takes the
 * groups' monitors, which a host may hold for ever. Virtual threads stand in no public list that can be bounded, so the
 * JVM's containers of threads are walked. Thread-safe; never throws.
 */
public final class JvmThreads {
    private final Fields fields;
    private final MethodHandle platform;
    private final MethodHandle rootContainer;
    private final MethodHandle children;
    private final MethodHandle threads;

    /** @param opener opens packages of the JDK to the agent */
    public JvmThreads(Opener opener) {
        this.fields = new Fields(opener);
        this.platform = handle(opener, "java.lang.Thread", "getThreads", Thread[].class);
        this.rootContainer = handle(opener, "jdk.internal.vm.ThreadContainers", "root", Object.class);
        this.children = handle(opener, "jdk.internal.vm.ThreadContainer", "children", Stream.class);
        this.threads = handle(opener, "jdk.internal.vm.ThreadContainer", "threads", Stream.class);
    }

    /** Virtual threads that were found, and whether there are more. */
    public record Virtual(List<Thread> threads, boolean more) {}

    /** A thread's id as the JVM knows it: before JDK 19 a class derived from {@code Thread} may answer what it likes. */
    public long id(Thread thread) {
        long id = fields.number(thread, "tid");
        return id < 0 ? thread.getId() : id;
    }

    /** All platform threads; empty when the JVM will not tell. */
    public Thread[] platform() {
        try {
            return platform == null
                    ? Thread.getAllStackTraces().keySet().toArray(Thread[]::new)
                    : (Thread[]) platform.invokeExact();
        } catch (Throwable unknown) {
            return new Thread[0];
        }
    }

    /** Virtual threads, at most so many; none before JDK 21, or where the JVM was told not to track them. */
    public Virtual virtual(int most) {
        List<Thread> found = new ArrayList<>();
        try {
            if (rootContainer != null && children != null && threads != null) {
                return new Virtual(found, !collect((Object) rootContainer.invokeExact(), most, found));
            }
        } catch (Throwable broken) {
            return new Virtual(found, true);
        }
        return new Virtual(found, false);
    }

    private boolean collect(Object container, int most, List<Thread> found) throws Throwable {
        for (Iterator<?> inside = ((Stream<?>) threads.invokeExact(container)).iterator(); inside.hasNext(); ) {
            Thread thread = (Thread) inside.next();
            // Platform threads of a pool stand here too; only a virtual one has no group of its own kind.
            if (isVirtual(thread)) {
                if (found.size() >= most) {
                    return false;
                }
                found.add(thread);
            }
        }
        for (Iterator<?> inner = ((Stream<?>) children.invokeExact(container)).iterator(); inner.hasNext(); ) {
            if (!collect(inner.next(), most, found)) {
                return false;
            }
        }
        return true;
    }

    /** {@code Thread.isVirtual()} is there from JDK 21 on only; the class of virtual threads is derived from one base. */
    private static boolean isVirtual(Thread thread) {
        for (Class<?> type = thread.getClass(); type != Thread.class; type = type.getSuperclass()) {
            if (type.getName().equals("java.lang.BaseVirtualThread")) {
                return true;
            }
        }
        return false;
    }

    /** A method without arguments of a class of the JDK's; null where this JDK has it not. */
    private static MethodHandle handle(Opener opener, String type, String name, Class<?> answer) {
        try {
            Class<?> owner = Class.forName(type);
            opener.open(owner);
            Method method = owner.getDeclaredMethod(name);
            method.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(method);
            return handle.asType(
                    handle.type().parameterCount() == 0
                            ? MethodType.methodType(answer)
                            : MethodType.methodType(answer, Object.class));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError missing) {
            return null;
        }
    }
}
