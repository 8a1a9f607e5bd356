package io.resilienceagent.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Uses classes of the JDK that the agent itself is made with. */
public final class JdkLocksHost {
    private JdkLocksHost() {}

    public static void main(String[] arguments) {
        ReentrantLock lock = new ReentrantLock();
        Tell.about("lock", () -> {
            lock.lock();
            try {
                return lock.getHoldCount();
            } finally {
                lock.unlock();
            }
        });
        Map<String, String> map = new ConcurrentHashMap<>();
        Tell.about("map", () -> map.putIfAbsent("a", "b"));
        Tell.about("map again", () -> map.get("a"));
        ThreadLocal<String> local = ThreadLocal.withInitial(() -> "initial");
        Tell.about("local", local::get);
        Tell.about("call", () -> new Calls().plain());
    }
}
