package io.resilienceagent.cli.unit;

import io.resilienceagent.cli.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A unit for a bot.
 *
 * @param name of the unit, without {@code .service}
 * @param user as whom the bot runs
 * @param command what is started, word by word
 * @param watchdogSeconds after how long without progress systemd ends the bot
 */
public record UnitFile(String name, String user, List<String> command, long watchdogSeconds) {
    private static final String TEMPLATE = "unit.service";
    private static final String NAMES = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,60}";

    /** Makes sure that systemd will take the names. */
    public UnitFile {
        command = List.copyOf(command);
        demandName("--name", name);
        demandName("--user", user);
    }

    private static void demandName(String option, String name) {
        if (!name.matches(NAMES)) {
            throw Trouble.usage(
                    option + " " + name + " is no name that systemd takes", "use letters, digits, '-', '_' and '.'");
        }
    }

    /** The file's text. */
    public String text() {
        return template()
                .replace("@name@", name)
                .replace("@user@", user)
                .replace("@watchdog@", Long.toString(watchdogSeconds))
                .replace("@command@", command.stream().map(UnitFile::quoted).collect(Collectors.joining(" ")));
    }

    /** A word as systemd reads it back: its specifiers, variables, quotes and blanks mean themselves. */
    static String quoted(String word) {
        if (word.chars().anyMatch(Character::isISOControl)) {
            throw Trouble.usage("a control character cannot stand in a unit file", "leave it out of the options");
        }
        String escaped = word.replace("%", "%%").replace("$", "$$");
        return escaped.matches("[^\\s\"'\\\\;]+")
                ? escaped
                : "\"" + escaped.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String template() {
        try (InputStream in = UnitFile.class.getResourceAsStream(TEMPLATE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
