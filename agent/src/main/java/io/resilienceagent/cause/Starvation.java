package io.resilienceagent.cause;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A loop whose thread works for others: tasks end, the queue is long or grows, the loop's turn does not come. */
final class Starvation implements Explanation {
    private static final int LONG_QUEUE = 10;
    private static final int QUEUED_SHOWN = 200;

    @Override
    public Finding of(Seen seen) {
        if (seen.suspect().inTick()
                || seen.workplace() == null
                || mostlyIdle(seen.looks().recent())) {
            return null;
        }
        Duty first = seen.looks().first().duty();
        Duty last = seen.looks().last().duty();
        long completed = last.completed() < 0 ? -1 : last.completed() - first.completed();
        boolean crowded = last.queued() >= LONG_QUEUE || last.queued() > first.queued();
        // One task that hangs makes a queue as well: then that task's cause is the loop's.
        boolean works = completed > 0 || (completed < 0 && seen.activity().isRunnable());
        return crowded && works ? found(seen, first, last, completed) : null;
    }

    private static boolean mostlyIdle(List<Look> looks) {
        int idle = 0;
        for (Look look : looks) {
            idle += look.duty().idle() ? 1 : 0;
        }
        return idle * 2 > looks.size() || looks.get(looks.size() - 1).duty().queued() == 0;
    }

    private static Finding found(Seen seen, Duty first, Duty last, long completed) {
        Map<String, Integer> classes = new LinkedHashMap<>();
        for (String type : seen.workplace().queuedTasks(QUEUED_SHOWN)) {
            classes.merge(type, 1, Integer::sum);
        }
        String running = seen.workplace().running(seen.looks().last().frames());
        return new Evidence(seen.loop() + " does not get its turn: " + last.queued() + " tasks wait in the queue of "
                        + seen.suspect().thread().getName()
                        + (running.isEmpty() ? "" : ", which runs " + running))
                .with("queued", last.queued())
                .with("queued_at_first_look", first.queued())
                .withCount("completed_between_looks", completed)
                .with("running", running)
                .with("queued_tasks", classes)
                .with(
                        "workplace",
                        seen.workplace().type() + "@" + seen.workplace().id())
                .as(Cause.STARVATION);
    }
}
