package io.resilienceagent.cli.view;

import io.resilienceagent.cli.terminal.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;

/** What a person sees on 80 columns. */
final class Shown {
    private Shown() {}

    static List<String> plain(Consumer<Screen> shows) {
        return on(shows, false);
    }

    static List<String> coloured(Consumer<Screen> shows) {
        return on(shows, true);
    }

    private static List<String> on(Consumer<Screen> shows, boolean colours) {
        StringWriter out = new StringWriter();
        shows.accept(new Screen(new PrintWriter(out), new PrintWriter(out), false, colours, false, 80));
        return out.toString().lines().toList();
    }
}
