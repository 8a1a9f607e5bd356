package io.resilienceagent.host;

import java.io.File;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** A host that tells systemd it is ready through the room in our loader, and then what became of the host itself. */
public final class NotifyHost {
    private NotifyHost() {}

    /** The log manager that this host chooses in its main, as many do. */
    public static final class OwnLogManager extends LogManager {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
        boolean ownJna = arguments.length > 0;
        System.setProperty("jna.tmpdir", new File("hosts-own").getAbsolutePath());
        String before = jnaProperties();
        if (ownJna && arguments[0].equals("first")) {
            Tell.about("process before", NotifyHost::isOwnProcess);
            before = jnaProperties();
        }
        Tell.that("ready", RoomAgent.systemd("ready"));
        Tell.that("properties kept", before.equals(jnaProperties()) ? "true" : before + " -> " + jnaProperties());
        if (ownJna) {
            Tell.about("process", NotifyHost::isOwnProcess);
            Tell.that("jna", Class.forName("com.sun.jna.Native").getPackage().getImplementationVersion());
        }
        Tell.that("watchdog", RoomAgent.systemd("watchdog"));
        Tell.that("reloading", RoomAgent.systemd("reloading"));
        Tell.that("log manager", LogManager.getLogManager().getClass().getSimpleName());
        Tell.that("log level", Logger.getLogger("").getLevel());
        Tell.that(
                "our jna is ours",
                RoomAgent.loader().loadClass("com.sun.jna.Native").getClassLoader() == RoomAgent.loader());
        String[] state = new File("state").list();
        Tell.that("files left", state == null ? "no directory" : state.length);
        Await.until("JNA's cleaner has ended", () -> !threads().contains("JNA Cleaner"));
        Tell.that("processes started", threads().contains("process reaper"));
        if (Runtime.version().feature() >= 24) {
            Object enabled = Module.class.getMethod("isNativeAccessEnabled").invoke(NotifyHost.class.getModule());
            Tell.that("leave of the host", enabled);
        }
    }

    private static String jnaProperties() {
        TreeMap<Object, Object> properties = new TreeMap<>(System.getProperties());
        properties.keySet().removeIf(name -> !name.toString().startsWith("jna"));
        return properties.toString();
    }

    private static Set<String> threads() {
        Set<String> threads = new TreeSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> threads.add(thread.getName()));
        return threads;
    }

    /** By its name alone: JNA is not on the class path that these hosts are compiled with. */
    private static boolean isOwnProcess() throws Exception {
        Class<?> function = Class.forName("com.sun.jna.Function");
        Object getpid =
                function.getMethod("getFunction", String.class, String.class).invoke(null, "c", "getpid");
        int pid = (int) function.getMethod("invokeInt", Object[].class).invoke(getpid, (Object) new Object[0]);
        return pid == ProcessHandle.current().pid();
    }
}
