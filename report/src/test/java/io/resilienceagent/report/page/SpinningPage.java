package io.resilienceagent.report.page;

import io.resilienceagent.report.story.Samples;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The page of a loop that spins, three quarters of the time in one method, one quarter in another. Its stack in the dump is
 * longer than a sheet of paper and wider than a screen.
 */
final class SpinningPage {
    private static final long BEGIN = 1_795_000_000_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final int SAMPLES = 200;

    private SpinningPage() {}

    static String html() {
        Story story = new Story();
        story.add(new Stall(
                "stall-00000001",
                false,
                "tick",
                "Loop",
                "CPU_SPIN",
                BEGIN,
                4_000 * MILLI,
                true,
                500 * MILLI,
                MILLI,
                Map.of("summary", "tick computes and does not end", "cpu_share", 0.97),
                List.of(),
                Collections.nCopies(90, "com.acme.bot." + "very.".repeat(20) + "deep.Package.method(Package.java:1)"),
                "RUNNING",
                "SAFE_MODE",
                ""));
        Samples samples = story.machine().samples();
        int tick = samples.push(samples.push(Samples.ROOT, "java.lang.Thread.run"), "com.acme.Bot.tick");
        int price = samples.push(samples.push(tick, "com.acme.Book.price"), "com.acme.Book.sum");
        int rest = samples.push(tick, "com.acme.Bot.rest");
        for (int i = 0; i < SAMPLES; i++) {
            samples.add(BEGIN + 20L * i * MILLI, "Loop", i % 4 == 0 ? rest : price);
        }
        return HtmlPage.of(List.of(new Told(story, List.of(), "")), BEGIN);
    }
}
