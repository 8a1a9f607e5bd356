package io.resilienceagent.report.mission;

import io.resilienceagent.report.read.Reading.Range;
import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.rule.Severity;
import io.resilienceagent.report.rule.Sure;
import io.resilienceagent.report.text.Moments;
import io.resilienceagent.report.text.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.ResultToolkit;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/**
 * Runs the rules of JDK Mission Control. That library holds all events in memory at once, several times the size of the
 * recording. So where the heap does not suffice for all, the rules see the chunks around the moment that matters, and the
 * report says which. Used by one thread.
 */
public final class MissionControl {
    /** Bytes of heap for a byte of a recording: 5.6 were measured once it is loaded; loading and the rules take more. */
    private static final int HEAP_PER_BYTE = 12;

    private static final Logger QUIET = Logger.getLogger("org.openjdk.jmc");

    private MissionControl() {}

    /**
     * What the rules found.
     *
     * @param findings what they found, the worst first
     * @param note what they saw, or why they did not run, for people
     */
    public record Outcome(List<Finding> findings, String note) {
        /** Copies the findings. */
        public Outcome {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Runs them.
     *
     * @param chunks all that can be read
     * @param moment what matters most, in nanoseconds since 1970; 0 for the end
     */
    public static Outcome run(List<Range> chunks, long moment) {
        QUIET.setLevel(Level.OFF);
        List<Range> chosen = within(chunks, moment, budget());
        String enough = "Next: java -Xmx" + gigabytes(chunks) + "g -jar attach-cli.jar report ...";
        if (chosen.isEmpty()) {
            return new Outcome(
                    List.of(),
                    chunks.isEmpty()
                            ? "The rules of JDK Mission Control did not run: there is no whole chunk."
                            : "The rules of JDK Mission Control did not run: not even one chunk fits into this heap. "
                                    + enough);
        }
        try (InputStream in = new ChunkStream(chosen)) {
            return new Outcome(findings(JfrLoaderToolkit.loadEvents(in)), note(chunks, chosen, moment, enough));
        } catch (OutOfMemoryError tooMuch) {
            return new Outcome(
                    List.of(), "The rules of JDK Mission Control did not run: the heap did not suffice. " + enough);
        } catch (IOException | CouldNotLoadRecordingException | RuntimeException broken) {
            return new Outcome(
                    List.of(),
                    "The rules of JDK Mission Control did not run: its reader refused the recording ("
                            + Shown.name(String.valueOf(broken.getMessage())) + ").");
        }
    }

    /** How many bytes of a recording fit; what was garbage before does not count. */
    private static long budget() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        return free / HEAP_PER_BYTE;
    }

    /** As many chunks as fit, around the one with that moment. */
    static List<Range> within(List<Range> chunks, long moment, long bytes) {
        if (chunks.isEmpty()) {
            return List.of();
        }
        int from = chunks.size() - 1;
        while (moment > 0 && from > 0 && chunks.get(from).begin() > moment) {
            from--;
        }
        int to = from + 1;
        long sum = chunks.get(from).length();
        if (sum > bytes) {
            return List.of();
        }
        boolean grew = true;
        while (grew) {
            grew = false;
            if (to < chunks.size() && sum + chunks.get(to).length() <= bytes) {
                sum += chunks.get(to++).length();
                grew = true;
            }
            if (from > 0 && sum + chunks.get(from - 1).length() <= bytes) {
                sum += chunks.get(--from).length();
                grew = true;
            }
        }
        return chunks.subList(from, to);
    }

    /** The heap that would do for all, rounded up. */
    static long gigabytes(List<Range> chunks) {
        long bytes = chunks.stream().mapToLong(Range::length).sum() * HEAP_PER_BYTE;
        return Math.max(4, (bytes >> 30) + 2);
    }

    /** What they saw of all there is; so people know what was not looked at. */
    static String note(List<Range> all, List<Range> chosen, long moment, String next) {
        if (chosen.size() == all.size()) {
            return "The rules of JDK Mission Control saw the whole recording.";
        }
        int after = all.indexOf(chosen.get(chosen.size() - 1)) + 1;
        return "The rules of JDK Mission Control saw " + chosen.size() + " of " + all.size() + " chunks, from "
                + Moments.clock(chosen.get(0).begin()) + " to "
                + (after < all.size() ? Moments.clock(all.get(after).begin()) : "the end")
                + ", " + (moment > 0 ? "around the worst finding" : "the last ones")
                + ": more do not fit into this heap. " + next;
    }

    private static List<Finding> findings(IItemCollection items) {
        List<Finding> findings = new ArrayList<>();
        Map<IRule, Future<IResult>> results = RulesToolkit.evaluateParallel(
                RuleRegistry.getRules(), items, IPreferenceValueProvider.DEFAULT_VALUES, 1);
        for (Map.Entry<IRule, Future<IResult>> result : results.entrySet()) {
            try {
                IResult found = result.getValue().get();
                if (found != null && found.getSeverity() != null) {
                    add(result.getKey(), found, findings);
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return findings;
            } catch (ExecutionException broken) {
                // A rule of theirs that fails has found nothing.
                QUIET.log(Level.FINE, "a rule failed", broken);
            }
        }
        findings.sort(Comparator.comparing(Finding::severity).thenComparing(Finding::rule));
        return findings;
    }

    private static void add(IRule rule, IResult found, List<Finding> findings) {
        Severity severity =
                switch (found.getSeverity()) {
                    case WARNING -> Severity.MEDIUM;
                    case INFO -> Severity.LOW;
                    default -> null;
                };
        if (severity == null) {
            return;
        }
        String summary = message(found, found.getSummary());
        String explanation = message(found, found.getExplanation());
        String solution = message(found, found.getSolution());
        findings.add(new Finding(
                severity,
                rule.getId(),
                Shown.text(rule.getName()) + (summary.isEmpty() ? "" : ": " + summary.replaceAll("\\.$", "")),
                0,
                0,
                explanation.isEmpty() ? List.of() : List.of(explanation),
                solution,
                Sure.POSSIBLE,
                "",
                Finding.Source.MISSION_CONTROL));
    }

    private static String message(IResult found, String text) {
        return text == null
                ? ""
                : Shown.text(ResultToolkit.populateMessage(found, text, false)
                        .replaceAll("<[^<>]{1,200}>", "")
                        .replaceAll("\\s+", " ")
                        .strip());
    }
}
