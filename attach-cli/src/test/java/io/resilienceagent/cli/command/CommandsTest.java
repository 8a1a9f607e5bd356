package io.resilienceagent.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandsTest {
    private static List<String> made(String... words) {
        return List.copyOf(Commands.wanted(words).getSubcommands().keySet());
    }

    @Test
    void eachHasTheNameThatItGivesItself() {
        List<String> own = new ArrayList<>();
        for (CommandLine command : Commands.all().getSubcommands().values()) {
            own.add(command.getCommandSpec()
                    .userObject()
                    .getClass()
                    .getAnnotation(Command.class)
                    .name());
        }
        assertEquals(Commands.NAMES, own);
    }

    @Test
    void onlyTheOneThatIsNamedIsMade() {
        for (String name : Commands.NAMES) {
            List<String> wanted = name.equals("completion") ? Commands.NAMES : List.of(name);
            assertEquals(wanted, made(name, "4711", "attach"), name);
        }
    }

    @Test
    void ofChaosToo() {
        List<String> all = List.of("inject", "stop", "list");
        for (String name : all) {
            assertEquals(List.of(name), ofChaos("chaos", name, "4711"), name);
        }
        assertEquals(all, ofChaos("chaos"));
        assertEquals(all, ofChaos("chaos", "--help"));
        assertEquals(all, ofChaos("chaos", "injct"));
        assertEquals(all, ofChaos());
    }

    private static List<String> ofChaos(String... words) {
        CommandLine chaos = Commands.wanted(words).getSubcommands().get("chaos");
        return List.copyOf(chaos.getSubcommands().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "--version", "stats", "4711 status", "--json status"})
    void whoNamesNoneFirstIsToldOfAll(String line) {
        assertEquals(Commands.NAMES, made(line.isEmpty() ? new String[0] : line.split(" ", -1)));
    }
}
