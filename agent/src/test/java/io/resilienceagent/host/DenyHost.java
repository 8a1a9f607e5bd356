package io.resilienceagent.host;

import java.nio.file.Files;
import java.nio.file.Path;

/** Makes calls that pass, stops itself with a file, makes the calls again, and goes on when the file is gone. */
public final class DenyHost {
    private static final Calls CALLS = new Calls();

    private DenyHost() {}

    public static void main(String[] arguments) throws Exception {
        Path stop = Path.of(arguments[0], "STOP.TXT");
        all("before");
        Files.writeString(stop, "");
        Await.until("stopped", DenyHost::isStopped);
        int reached = Calls.REACHED.get();
        all("stopped");
        Tell.that("reached.while.stopped", Calls.REACHED.get() - reached);
        Files.delete(stop);
        Await.until("going on", () -> !isStopped());
        all("after");
    }

    private static boolean isStopped() {
        try {
            CALLS.plain();
            return false;
        } catch (RuntimeException denied) {
            return true;
        }
    }

    private static void all(String when) {
        Tell.about(when + ".plain", CALLS::plain);
        Tell.about(when + ".thrown", CALLS::thrown);
        Tell.about(when + ".checked", CALLS::checked);
        Tell.about(when + ".number", CALLS::number);
        Tell.about(when + ".truth", CALLS::truth);
        Tell.about(when + ".level", CALLS::level);
        Tell.about(when + ".nothing", CALLS::nothing);
        Tell.about(when + ".previous", () -> CALLS.previous(when));
        Tell.about(when + ".silent", () -> {
            CALLS.silent();
            return "done";
        });
    }
}
