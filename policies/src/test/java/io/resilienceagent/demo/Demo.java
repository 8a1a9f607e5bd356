package io.resilienceagent.demo;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts the sample bot through bad days, bare and guarded one after the other, and ends with a small table. */
public final class Demo {
    private static final PrintStream OUT = System.out;
    private static final int COLUMNS = 80;

    private Demo() {}

    /**
     * A bad day.
     *
     * @param name the bot's name for it
     * @param story what happens in it
     * @param timeout how long the bot waits for an answer
     */
    private record Day(String name, String story, String timeout) {}

    private record Comparison(Day day, Run.Seen bare, Run.Seen guarded) {}

    /** Runs from the build; the argument is the directory of the module {@code policies}. */
    public static void main(String[] arguments) throws Exception {
        Path policies = Path.of(arguments.length == 0 ? "." : arguments[0]).toAbsolutePath();
        Path home = Files.createTempDirectory("resilience-demo");
        List<Comparison> comparisons = new ArrayList<>();
        say("");
        say(Style.BOLD.of("A bot that nobody may touch, and three bad days at the exchange."));
        say("Each is lived through twice: bare, and with");
        say("  java -javaagent:resilience.jar=policies/market-bot.yaml -jar bot.jar");
        for (Day day : days()) {
            say("");
            say(Style.BOLD.of(day.name()) + ": " + day.story());
            Run run = new Run(policies, home.resolve(day.name()), day.name(), day.timeout());
            Run.Seen bare = run.bare();
            say("  without the agent  " + words(bare));
            Run.Seen guarded = run.guarded(Demo::sayOfTheAgent);
            say("  with the agent     " + words(guarded));
            comparisons.add(new Comparison(day, bare, guarded));
        }
        table(comparisons);
        say("Order journal, status.json and logs: " + home);
        if (comparisons.stream().anyMatch(c -> c.guarded().harm() > 0)) {
            throw new IllegalStateException("the guarded bot sent an order twice or sold what it does not hold");
        }
    }

    private static List<Day> days() {
        return List.of(
                new Day("lost_answers", "the exchange executes orders, then says nothing.", "250ms"),
                new Day("sell_without_position", "prices fall, and the bot sells in panic.", "5s"),
                new Day("duplicate_signals", "the price feed repeats itself.", "5s"));
    }

    private static String words(Run.Seen seen) {
        String harm = seen.duplicates() + " sent twice, " + seen.nakedSells() + " naked sells";
        return seen.executed() + " orders executed, " + (seen.harm() > 0 ? Style.RED : Style.GREEN).of(harm);
    }

    private static void table(List<Comparison> comparisons) {
        say("");
        say(Style.BOLD.of("What the exchange saw"));
        say("                         --- without it -----     ----- with it ------");
        say("                         orders  twice  naked     orders  twice  naked");
        for (Comparison c : comparisons) {
            say(String.format("  %-21s  %s     %s", c.day().name(), columns(c.bare()), columns(c.guarded())));
        }
        say("");
        say(Style.BOLD.of("What the agent denied"));
        for (Comparison c : comparisons) {
            StringBuilder denied = new StringBuilder();
            c.guarded().denied().forEach((code, count) -> denied.append(denied.isEmpty() ? "" : ", ")
                    .append(count)
                    .append(' ')
                    .append(code));
            String head = String.format("  %-21s  ", c.day().name());
            wrapped(head, " ".repeat(head.length()), denied.toString()).forEach(Demo::say);
        }
        say("");
    }

    private static String columns(Run.Seen seen) {
        Style style = seen.harm() > 0 ? Style.RED : Style.GREEN;
        return String.format("%6d", seen.executed())
                + style.of(String.format("  %5d  %5d", seen.duplicates(), seen.nakedSells()));
    }

    /** A line of the agent's log, within 80 columns and two lines. */
    private static void sayOfTheAgent(String line) {
        List<String> lines = wrapped("    | ", "    |   ", line);
        lines.stream().limit(2).map(Style.DIM::of).forEach(Demo::say);
    }

    /** Breaks words into lines of at most 80 columns. */
    private static List<String> wrapped(String first, String others, String words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        String gap = "";
        for (String word : words.split(" ", -1)) {
            if (line.length() + gap.length() + word.length() > COLUMNS) {
                lines.add(line.toString());
                line = new StringBuilder(others);
                gap = "";
            }
            line.append(gap).append(word);
            gap = " ";
        }
        lines.add(line.toString());
        return lines;
    }

    private static void say(String line) {
        OUT.println(line);
        OUT.flush();
    }

    /** Colours, on a terminal only. */
    private enum Style {
        BOLD(1),
        DIM(2),
        RED(31),
        GREEN(32);

        @SuppressWarnings("SystemConsoleNull") // the build runs on JDK 17, where no terminal means no console
        private static final boolean TERMINAL = System.console() != null && System.getenv("NO_COLOR") == null;

        private final int code;

        Style(int code) {
            this.code = code;
        }

        String of(String text) {
            return TERMINAL ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
        }
    }
}
