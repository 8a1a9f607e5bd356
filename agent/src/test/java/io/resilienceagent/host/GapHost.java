package io.resilienceagent.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tries all the time to make a call that its policy denies, while that policy is reloaded again and again. */
public final class GapHost {
    private static final int RELOADS = 10;

    private GapHost() {}

    public static void main(String[] arguments) throws Exception {
        Calls calls = new Calls();
        AtomicBoolean over = new AtomicBoolean();
        Thread trying = new Thread(() -> {
            while (!over.get()) {
                try {
                    calls.plain();
                } catch (RuntimeException denied) {
                    // As it must be; whatever came through is counted by the method itself.
                }
            }
        });
        trying.start();
        Path policy = Path.of("policy.yaml");
        Path status = Path.of("resilience-state", "status.json");
        String text = Files.readString(policy);
        for (int reload = 1; reload <= RELOADS; reload++) {
            String bot = "gap-" + reload + "-";
            Path next = Files.writeString(Path.of("next"), text.replace("bot: gap", "bot: " + bot));
            Files.move(next, policy, StandardCopyOption.ATOMIC_MOVE);
            Await.until(
                    "reload",
                    () -> Files.exists(status) && Files.readString(status).contains(bot));
        }
        over.set(true);
        trying.join();
        Tell.that("came through", Calls.REACHED.get());
    }
}
