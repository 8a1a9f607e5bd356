package io.resilienceagent.cause;

import io.resilienceagent.bind.Opener;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * HotSpot's own counters, in the memory that {@code jstat} reads: to read one costs nanoseconds and asks the JVM for
 * nothing. Absent on other JVMs and with {@code -XX:-UsePerfData}. Thread-safe; reading never throws.
 */
final class PerfCounters {
    private static final int MAGIC = 0xcafec0c0;
    private static final int ENTRY_OFFSET = 24;
    private static final int NUMBER_OF_ENTRIES = 28;
    private static final byte LONG = 'J';

    private final ByteBuffer memory;
    private final Map<String, Integer> longs = new HashMap<>();
    private final Map<String, Integer> texts = new HashMap<>();

    private PerfCounters(ByteBuffer memory) {
        this.memory = memory;
    }

    /** Finds this JVM's counters; null where there are none. */
    static PerfCounters open(Opener opener) {
        try {
            Class<?> perf = Class.forName("jdk.internal.perf.Perf");
            opener.open(perf);
            Object access = perf.getMethod("getPerf").invoke(null);
            ByteBuffer memory = attach(perf, access).order(ByteOrder.nativeOrder());
            if (memory.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(0) != MAGIC) {
                return null;
            }
            PerfCounters counters = new PerfCounters(memory);
            counters.index();
            return counters;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unreachable) {
            return null;
        }
    }

    /** JDK 17 wants a mode, later ones do not; 0 is this JVM for both. */
    private static ByteBuffer attach(Class<?> perf, Object access) throws ReflectiveOperationException {
        for (Method method : perf.getMethods()) {
            Class<?>[] types = method.getParameterTypes();
            if (method.getName().equals("attach") && types.length > 0 && types[0] == int.class) {
                Object[] arguments = types.length == 1 ? new Object[] {0} : new Object[] {0, "r"};
                return (ByteBuffer) method.invoke(access, arguments);
            }
        }
        throw new NoSuchMethodException("attach");
    }

    private void index() {
        int at = memory.getInt(ENTRY_OFFSET);
        for (int left = memory.getInt(NUMBER_OF_ENTRIES); left > 0; left--) {
            int length = memory.getInt(at);
            boolean vector = memory.getInt(at + 8) > 0;
            String name = text(at + memory.getInt(at + 4));
            int data = at + memory.getInt(at + 16);
            if (!vector && memory.get(at + 12) == LONG) {
                longs.put(name, data);
            } else if (vector) {
                texts.put(name, data);
            }
            at += length;
        }
    }

    /** Where a number stands, for {@link #at}; -1 if there is none of that name. */
    int position(String name) {
        return longs.getOrDefault(name, -1);
    }

    /** The number at a position; 0 at no position. */
    long at(int position) {
        return position < 0 ? 0 : memory.getLong(position);
    }

    /** A text; empty if there is none of that name. */
    String text(String name) {
        Integer position = texts.get(name);
        return position == null ? "" : text((int) position);
    }

    private String text(int begin) {
        int end = begin;
        while (end < memory.capacity() && memory.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - begin];
        memory.get(begin, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
