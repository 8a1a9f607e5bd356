package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.Strike;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.host.Await;
import java.util.ArrayList;
import java.util.List;

/** A host with a small heap that asks for more than the pressure leaves it, in one piece and in many. */
final class MemoryHost {
    /** No giant to any collector: G1 gives one of a megabyte two regions of that size, and so no heap would do. */
    private static final int PIECE = 64 << 10;

    private MemoryHost() {}

    @SuppressWarnings("SystemOut") // the output stream is how it is told
    public static void main(String[] arguments) throws Exception {
        MemoryPressure pressure = new MemoryPressure(MemoryPressure.Level.HIGH, Events.none());
        pressure.begin(new WholeProcess());
        long most = Runtime.getRuntime().maxMemory();
        Await.until("a third of the heap is held", () -> pressure.held() > most / 3);
        System.out.println("held=true");
        // More than is left beside the ballast, again and again: the JVM must give the host what it asks for.
        for (int round = 0; round < 20; round++) {
            byte[] big = new byte[(int) (most / 2)];
            big[round] = 1;
            List<byte[]> small = new ArrayList<>();
            big = null;
            for (int i = 0; i < most / 2 / PIECE; i++) {
                small.add(new byte[PIECE]);
            }
            if (small.isEmpty()) {
                throw new AssertionError("nothing was asked for");
            }
        }
        System.out.println("alive=true");
        pressure.end();
        Await.until("it lets go", () -> pressure.isGone() && pressure.held() == 0);
        System.out.println("gone=true");
    }

    /** An experiment without an end of its own. */
    private static final class WholeProcess implements Strike {
        @Override
        public Invocation call() {
            return null;
        }

        @Override
        public long random() {
            return 0;
        }

        @Override
        public boolean over() {
            return false;
        }

        @Override
        public long remainingNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public void pause(long nanos) {
            throw new AssertionError("nobody pauses");
        }

        @Override
        public void fired() {}
    }
}
