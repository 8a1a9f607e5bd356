package io.resilienceagent.host;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/** Tells what a host can see of the agent: its classes, properties, threads. */
public final class PlainHost {
    private PlainHost() {}

    public static void main(String[] arguments) {
        Tell.about("call", () -> new Calls().plain());
        for (String name : new String[] {
            "io.resilienceagent.agent.Agent",
            "io.resilienceagent.guard.CallDeniedException",
            "net.bytebuddy.ByteBuddy",
            "com.fasterxml.jackson.core.JsonFactory",
            "org.snakeyaml.engine.v2.api.Load"
        }) {
            Tell.about("class " + name, () -> Class.forName(name));
            String file = name.replace('.', '/') + ".class";
            Tell.about("resource " + name, () -> ClassLoader.getSystemResource(file));
            Tell.about("boot resource " + name, () -> Object.class.getResource('/' + file));
        }
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> !name.equals("java.class.path"))
                .forEach(name -> Tell.that("property " + name, escaped(System.getProperty(name))));
        Set<String> threads = new TreeSet<>();
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("resilience"))
                .forEach(thread -> threads.add(thread.getName()
                        + (thread.isDaemon() ? " daemon" : " USER")
                        + (thread.getContextClassLoader() == null ? "" : " with a loader")));
        Tell.that("threads", threads);
        Tell.that("handler", Thread.getDefaultUncaughtExceptionHandler());
        Tell.that(
                "context loader", Thread.currentThread().getContextClassLoader() == ClassLoader.getSystemClassLoader());
        Tell.that("blocker", LockSupport.getBlocker(Thread.currentThread()));
    }

    private static String escaped(String value) {
        return value.replace("\n", "\\n").replace("\r", "\\r");
    }
}
