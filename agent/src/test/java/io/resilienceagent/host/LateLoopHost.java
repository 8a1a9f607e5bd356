package io.resilienceagent.host;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** A host that runs its loop when it is told to; until then the loop's class is not loaded. Does what each line of its input says. */
public final class LateLoopHost {
    private LateLoopHost() {}

    /** The loop, with a class of its own. */
    static final class Late {
        private Late() {}

        /** Hangs until the host ends. */
        static void tick() throws InterruptedException {
            synchronized (Late.class) {
                Late.class.wait();
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        Tell.about("call", () -> new Calls().plain());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            switch (line) {
                case "tick" -> loop();
                case "threads" -> Tell.about("threads", LateLoopHost::threads);
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private static void loop() {
        Thread thread = new Thread(
                () -> {
                    try {
                        Late.tick();
                    } catch (InterruptedException ended) {
                        throw new IllegalStateException(ended);
                    }
                },
                "loop");
        thread.setDaemon(true);
        thread.start();
    }

    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
        return names;
    }
}
