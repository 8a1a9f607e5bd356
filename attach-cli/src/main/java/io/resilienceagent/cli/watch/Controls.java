package io.resilienceagent.cli.watch;

import io.resilienceagent.cli.terminal.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What keys do. From watching a key leads to a menu, from there to a question; nothing is broken before the question got a
 * yes. For one thread.
 */
final class Controls {
    /** Keys that are no characters. */
    static final int UP = -10;

    static final int DOWN = -11;
    static final int ESCAPE = 27;
    private static final int ENTER = '\r';
    private static final int NEWLINE = '\n';
    private static final String CHOOSE = "up, down and Enter choose   Esc goes back";
    private static final String ANYWHERE = "(wherever the agent finds it fit)";

    private static final List<Duration> TIMES =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));

    /** What is to be done. */
    enum Deed {
        NOTHING,
        QUIT,
        DUMP,
        STOP_CHAOS,
        LIST_FAULTS,
        INJECT
    }

    private enum Mode {
        WATCHING,
        HELP,
        WAITING,
        FAULTS,
        TARGETS,
        QUESTION
    }

    private Mode mode = Mode.WATCHING;
    private List<FaultKind> faults = List.of();
    private List<String> targets = List.of();
    private FaultKind fault;
    private int selected;
    private int time = 1;

    /** A key was pressed. */
    Deed key(int key, Snapshot now) {
        return switch (mode) {
            case WATCHING -> watching(key);
            case HELP -> back(key);
            case WAITING -> key == ESCAPE ? back(key) : watchingOrWaiting(key);
            case FAULTS -> chooseFault(key, now);
            case TARGETS -> chooseTarget(key);
            case QUESTION -> answer(key);
        };
    }

    private Deed watching(int key) {
        switch (key) {
            case 'q', 'Q', 4 -> {
                return Deed.QUIT;
            }
            case 'd' -> {
                return Deed.DUMP;
            }
            case 's' -> {
                return Deed.STOP_CHAOS;
            }
            case 'c' -> {
                mode = Mode.WAITING;
                return Deed.LIST_FAULTS;
            }
            case 'h', '?' -> mode = Mode.HELP;
            default -> {}
        }
        return Deed.NOTHING;
    }

    private Deed watchingOrWaiting(int key) {
        return key == 'c' ? Deed.NOTHING : watching(key);
    }

    private Deed back(int key) {
        mode = Mode.WATCHING;
        return key == 'q' ? Deed.QUIT : Deed.NOTHING;
    }

    /** What can be injected is known now; whoever waits for the menu gets it. */
    void faults(List<FaultKind> kinds) {
        faults = kinds;
        if (mode == Mode.WAITING) {
            mode = kinds.isEmpty() ? Mode.WATCHING : Mode.FAULTS;
            selected = 0;
        }
    }

    /** The menu will not come. */
    void noFaults() {
        if (mode == Mode.WAITING) {
            mode = Mode.WATCHING;
        }
    }

    private void move(int key, int rows) {
        if (key == UP || key == 'k') {
            selected = Math.floorMod(selected - 1, rows);
        } else if (key == DOWN || key == 'j') {
            selected = Math.floorMod(selected + 1, rows);
        }
    }

    private static boolean entered(int key) {
        return key == ENTER || key == NEWLINE;
    }

    private Deed chooseFault(int key, Snapshot now) {
        move(key, faults.size());
        if (key == ESCAPE || key == 'q') {
            mode = Mode.WATCHING;
        } else if (entered(key)) {
            fault = faults.get(selected);
            targets = targets(fault, now);
            selected = 0;
            mode = targets.size() > 1 ? Mode.TARGETS : Mode.QUESTION;
        }
        return Deed.NOTHING;
    }

    /** Where it can strike; first of all where the agent finds it fit. */
    private static List<String> targets(FaultKind fault, Snapshot now) {
        List<String> targets = new ArrayList<>();
        targets.add("");
        if (now != null && fault.targets().contains("loop")) {
            now.loops().forEach(loop -> targets.add(loop.name()));
        }
        if (now != null && fault.targets().contains("join_point")) {
            now.joinPoints().stream()
                    .map(Snapshot.JoinPointSeen::name)
                    .filter(name -> !targets.contains(name))
                    .forEach(targets::add);
        }
        return targets;
    }

    private Deed chooseTarget(int key) {
        move(key, targets.size());
        if (key == ESCAPE) {
            mode = Mode.FAULTS;
            selected = Math.max(0, faults.indexOf(fault));
        } else if (entered(key)) {
            mode = Mode.QUESTION;
        }
        return Deed.NOTHING;
    }

    /** Only a y is a yes. */
    private Deed answer(int key) {
        if (key >= '1' && key < '1' + TIMES.size()) {
            time = key - '1';
            return Deed.NOTHING;
        }
        mode = Mode.WATCHING;
        return key == 'y' || key == 'Y' ? Deed.INJECT : Deed.NOTHING;
    }

    /** What was chosen, after {@link Deed#INJECT}. */
    Injection injection() {
        return new Injection(fault.name(), targets.get(selected), TIMES.get(time));
    }

    /** What stands in place of the bot; null for nothing. */
    Panel panel(String bot) {
        return switch (mode) {
            case WATCHING -> null;
            case HELP -> help();
            case WAITING -> new Panel("Chaos", List.of("asking the agent what can be injected"), -1, "Esc goes back");
            case FAULTS ->
                new Panel(
                        "Inject what? Nothing happens before you are asked.",
                        faults.stream()
                                .map(kind -> kind.name() + "  " + kind.doc())
                                .toList(),
                        selected,
                        CHOOSE);
            case TARGETS ->
                new Panel(
                        fault.name() + ": where?",
                        targets.stream()
                                .map(target -> target.isEmpty() ? ANYWHERE : target)
                                .toList(),
                        selected,
                        CHOOSE);
            case QUESTION -> question(bot);
        };
    }

    private Panel question(String bot) {
        Injection chosen = injection();
        List<String> rows = new ArrayList<>();
        rows.add("Inject " + chosen.type() + (chosen.target().isEmpty() ? "" : " on " + chosen.target()) + " into "
                + bot + " for " + Times.about(chosen.lasts()) + "?");
        rows.add("");
        rows.add(fault.doc());
        rows.add("It is really broken meanwhile. It ends with its time, with s, and with this window.");
        rows.add("");
        for (int i = 0; i < TIMES.size(); i++) {
            rows.add((i + 1) + "  for " + Times.about(TIMES.get(i)) + (i == time ? "  (chosen)" : ""));
        }
        return new Panel(
                "Chaos", rows, -1, "y injects it   1 to " + TIMES.size() + " choose the time   any other key: no");
    }

    private static Panel help() {
        return new Panel(
                "Keys",
                List.of(
                        "c    inject a chaos experiment: a menu, and a question before anything happens",
                        "s    stop all chaos, at once",
                        "d    write a task dump of this moment, as an incident",
                        "h    this help",
                        "q    quit; what was injected from here ends with it",
                        "",
                        "The row of bars is each loop's lag at each look, by its share of the limit.",
                        "Rates are since the look before. What is wrong stands first and is red."),
                -1,
                "any key goes back");
    }
}
