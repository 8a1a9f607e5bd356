package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Dumped;
import io.resilienceagent.report.story.Samples;
import io.resilienceagent.report.story.Series;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.ThreadSeen;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A thread that computed without a pause in one method, for seconds: found in samples alone, for bots without the agent.
 * Shares of a processor and thread dumps make it surer, where they were recorded.
 */
final class SpinRule implements Rule {
    private static final String NAME = "CPU_SPIN";
    private static final long LONG = 3_000_000_000L;
    private static final int FEWEST = 30;
    /** The sampler passes a thread over now and then. */
    private static final int FARTHEST = 20;

    private static final double SAME = 0.95;
    private static final double BUSY = 0.8;
    private static final double DENSE = 0.5;

    @Override
    public List<Finding> findings(Story story) {
        List<Finding> findings = new ArrayList<>();
        long period = period(story.machine().samples());
        for (String thread : story.machine().samples().threads()) {
            if (!toldByTheAgent(story, thread)) {
                longestRun(story, thread, period).ifPresent(run -> findings.add(finding(story, thread, run)));
            }
        }
        return findings;
    }

    private static boolean toldByTheAgent(Story story, String thread) {
        return story.stalls().stream().anyMatch(stall -> stall.thread().equals(thread) && !stall.pause());
    }

    /** Samples of a thread without a gap, and the frame that nearly all of them have. */
    private record Run(long from, long to, int samples, String frame) {}

    /** How often the sampler comes round: as often as it saw the thread that it saw most closely. */
    private static long period(Samples samples) {
        return samples.threads().stream()
                .map(samples::moments)
                .filter(moments -> moments.length >= FEWEST)
                .mapToLong(SpinRule::usualDistance)
                .min()
                .orElse(0);
    }

    private static Optional<Run> longestRun(Story story, String thread, long period) {
        long[] moments = story.machine().samples().moments(thread);
        if (moments.length < FEWEST) {
            return Optional.empty();
        }
        long usual = usualDistance(moments);
        long gap = Math.max(1_000_000L, Math.min(1_000_000_000L, FARTHEST * usual));
        int bestStart = 0;
        int bestEnd = 0;
        for (int start = 0; start < moments.length; ) {
            int end = start;
            while (end + 1 < moments.length && moments[end + 1] - moments[end] <= gap) {
                end++;
            }
            if (moments[end] - moments[start] > moments[bestEnd] - moments[bestStart]) {
                bestStart = start;
                bestEnd = end;
            }
            start = end + 1;
        }
        long from = moments[bestStart];
        long to = moments[bestEnd];
        int samples = bestEnd - bestStart + 1;
        // One that only works often, as a thread of a server, is seen at far fewer looks than one that never stops.
        boolean dense = samples * period >= DENSE * (to - from);
        if (to - from < LONG || samples < FEWEST || !dense) {
            return Optional.empty();
        }
        return frame(story, thread, from, to).map(frame -> new Run(from, to, samples, frame));
    }

    /** The distance of two samples of a thread: of one that runs without a pause, the sampler's period. */
    private static long usualDistance(long[] moments) {
        long[] distances = new long[moments.length - 1];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = moments[i + 1] - moments[i];
        }
        Arrays.sort(distances);
        return distances[distances.length / 2];
    }

    /** The innermost frame of the bot's own that nearly all samples have; empty where the thread did different things. */
    private static Optional<String> frame(Story story, String thread, long from, long to) {
        Samples samples = story.machine().samples();
        Map<String, Integer> with = new HashMap<>();
        Map<String, Integer> depth = new HashMap<>();
        int total = 0;
        for (Map.Entry<Integer, Integer> stack :
                samples.between(thread, from, to).entrySet()) {
            List<String> frames = samples.stack(stack.getKey());
            if (frames.isEmpty() || frames.get(frames.size() - 1).startsWith("[")) {
                continue;
            }
            total += stack.getValue();
            for (String frame : frames.stream().distinct().toList()) {
                with.merge(frame, stack.getValue(), Integer::sum);
                depth.merge(frame, frames.indexOf(frame), Math::max);
            }
        }
        int all = total;
        return with.entrySet().stream()
                .filter(entry -> all > 0 && entry.getValue() >= SAME * all)
                .map(Map.Entry::getKey)
                .filter(frame -> !frame.startsWith("java.") && !frame.startsWith("jdk.") && !frame.startsWith("["))
                .max((a, b) -> Integer.compare(depth.get(a), depth.get(b)));
    }

    private static Finding finding(Story story, String thread, Run run) {
        List<String> evidence = new ArrayList<>();
        evidence.add(run.samples() + " samples in a row from " + Moments.clock(run.from()) + " to "
                + Moments.clock(run.to()) + " show it in " + run.frame());
        boolean busy = busy(story, thread, evidence);
        boolean dumped = dumped(story, thread, run, evidence);
        boolean loop = LoopNames.isLoop(story, thread);
        if (loop) {
            evidence.add("it is a loop, or is called like one");
        }
        return Finding.of(
                loop ? Severity.HIGH : Severity.MEDIUM,
                NAME,
                thread + " computed for " + Moments.span(run.to() - run.from()) + " without a pause, in " + run.frame(),
                run.from(),
                run.to(),
                evidence,
                "If it is no long computation that is wanted: bound the loop in that method. See the flame graph.",
                busy || dumped ? Sure.LIKELY : Sure.POSSIBLE);
    }

    private static boolean busy(Story story, String thread, List<String> evidence) {
        Series cpu = story.machine().threadCpu().get(thread);
        long processors = story.machine().processors();
        if (cpu == null || processors == 0) {
            return false;
        }
        double most = 0;
        for (int i = 0; i < Series.SLOTS; i++) {
            most = Math.max(most, cpu.max(i) * processors);
        }
        if (most >= BUSY) {
            evidence.add("it used " + Math.round(100 * Math.min(1, most)) + " % of a processor");
        }
        return most >= BUSY;
    }

    private static boolean dumped(Story story, String thread, Run run, List<String> evidence) {
        int running = 0;
        for (Dumped dump : story.machine().dumps()) {
            for (ThreadSeen seen : dump.threads()) {
                if (seen.name().equals(thread)
                        && seen.state().equals("RUNNABLE")
                        && seen.stack().contains(run.frame())) {
                    running++;
                }
            }
        }
        if (running >= 2) {
            evidence.add(running + " thread dumps show it running in the same method");
        }
        return running >= 2;
    }
}
