package io.resilienceagent.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A thread that computes and does not end: it uses the processor whenever it gets it. */
final class Spin implements Explanation {
    /** From this part of the time on a thread is said to compute. */
    private static final double MOSTLY = 0.5;

    private static final double ALWAYS = 0.8;
    /** Below that nobody can tell whether a thread that wanted a processor would have ended, had it got one. */
    private static final double ENOUGH_TO_TELL = 0.1;

    private static final int HOTTEST = 5;

    @Override
    public Finding of(Seen seen) {
        if (!seen.activity().isRunnable() || seen.share().computed() < 0) {
            return null;
        }
        Machine machine = Machine.now();
        if (!computes(seen.share(), machine)) {
            return null;
        }
        List<Map<String, Object>> hottest = hottest(seen.looks());
        long percent = Math.round(seen.share().computed() * 100);
        return new Evidence(seen.subject() + " computes and does not end: " + percent + " % of a processor, at "
                        + hottest.get(0).get("frame"))
                .withKnown("cpu_share", seen.share().computed())
                .withKnown("cpu_share_wanted", seen.share().wanted())
                .with("hottest", hottest)
                .with("processors", machine.processors())
                .withCount("running_threads", machine.running())
                .withKnown("load_average", machine.loadAverage())
                .as(Cause.CPU_SPIN);
    }

    /** Where the machine cannot give each thread a processor, wanting one all the time is as good as having it. */
    static boolean computes(Share share, Machine machine) {
        return share.computed() >= MOSTLY
                || (share.wanted() >= ALWAYS && share.computed() >= ENOUGH_TO_TELL)
                || (machine.isBusy() && share.wanted() < 0 && share.computed() >= MOSTLY * machine.fairShare());
    }

    /** The frames that were on top at most looks, the host's own where there is one. */
    static List<Map<String, Object>> hottest(Looks looks) {
        Map<String, Integer> counts = new HashMap<>();
        for (Look look : looks.kept()) {
            if (look.activity().isRunnable()) {
                counts.merge(Frames.topHost(look.frames()), 1, Integer::sum);
            }
        }
        List<Map<String, Object>> hottest = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(HOTTEST)
                .forEach(entry -> hottest.add(Evidence.part()
                        .with("frame", entry.getKey())
                        .with("looks", entry.getValue())
                        .facts()));
        return hottest;
    }
}
