package io.resilienceagent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
    /** More than a process's number can be, and less than what is refused as a number. */
    private static final String NOBODY = "999999999";

    private record Ended(int exit, String out, String err) {}

    private static Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Ended(exit, out.toString(), err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                            | needs a command",
                "chos                                          | did you mean chaos",
                "chaos                                         | needs a command: inject, stop, list",
                "status                                        | missing required parameter: 'BOT'",
                "status nobody                                 | neither a PID nor an agent's directory",
                "chaos inject 1 cpu_bound_loop                 | '--for=TIME'",
                "chaos inject 1 cpu_bound_loop --for 5         | '5' is no time",
                "chaos inject 1 cpu_bound_loop --for 0s        | --for 0 ms: expected more than nothing",
                "chaos inject 1 cpu_bound_loop --for 5000d     | at most 3650d",
                "chaos inject 1 cpu_bound_loop --for 5s --percent x | 'x' is not",
                "safe-mode 1 maybe                             | 'maybe'",
                "orders resolve 1 17                           | '--as=OUTCOME'",
                "attach x --policy p.yaml                      | 'x' is not a long",
                "record start 1 --out x.jfr                    | --out needs --for",
                "record dump 1 --out pom.xml                   | is there already, and nothing is written over",
                "record stop 1 --out no/such/x.jfr             | there is no directory",
                "watch 1 --every 5ms                           | too often",
                "unit --name a/b --jar b.jar --policy p.yaml   | no name that systemd takes",
                "check p.yaml --classpath no/such.jar --agent pom.xml | there is no no/such.jar"
            })
    void aWrongCommandLineIsOneLineAndTwo(String line, String said) {
        Ended ended = run(line.isEmpty() ? new String[0] : line.split(" ", -1));
        assertEquals(Exit.USAGE.code(), ended.exit(), ended.err());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().startsWith("resilience: ") && ended.err().contains(". Next: "), ended.err());
        assertTrue(ended.err().contains(said), ended.err());
        assertEquals("", ended.out());
    }

    @ParameterizedTest
    @CsvSource({
        "status",
        "metrics",
        "reload",
        "dump",
        "detach",
        "orders list",
        "chaos list",
        "chaos stop",
        "record start",
        "record list",
        "watch",
        "safe-mode"
    })
    void nobodyThereIsThree(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.add(NOBODY);
        if (command.equals("safe-mode")) {
            words.add("on");
        }
        Ended ended = run(words.toArray(String[]::new));
        assertEquals(Exit.UNREACHABLE.code(), ended.exit(), ended.err());
        assertEquals(
                "resilience: there is no process " + NOBODY + ". Next: find the bot with: resilience list",
                ended.err().strip());
    }

    @Test
    void anErrorIsJsonToo() throws IOException {
        Ended ended = run("status", NOBODY, "--json");
        JsonNode error = new ObjectMapper().readTree(ended.out()).path("error");
        assertEquals("NO_SUCH_PROCESS", error.path("code").asText());
        assertEquals(3, error.path("exit_code").asInt());
        assertTrue(error.path("next").asText().contains("resilience list"));
        assertEquals(1, ended.err().lines().count());
    }

    @Test
    void everyCommandExplainsItselfWithItsExitCodes() {
        List<String> told = new ArrayList<>();
        everyCommand(Main.commandLine(), told);
        assertTrue(told.size() > 20, told.toString());
    }

    private static void everyCommand(CommandLine command, List<String> told) {
        String[] words = (command.getCommandSpec().qualifiedName() + " --help").split(" ", -1);
        String[] arguments = new String[words.length - 1];
        System.arraycopy(words, 1, arguments, 0, arguments.length);
        Ended ended = run(arguments);
        String name = command.getCommandSpec().qualifiedName();
        assertEquals(0, ended.exit(), name);
        assertTrue(ended.out().contains("Exit codes:"), name);
        ended.out().lines().forEach(line -> assertTrue(line.length() <= 80, () -> name + ": " + line));
        told.add(name);
        command.getSubcommands().values().forEach(below -> everyCommand(below, told));
    }
}
