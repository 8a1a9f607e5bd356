package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A bot that was started with the agent, on each JDK, asked by a command line on the same one. */
class CommandLineIT {
    @TempDir
    private Path directory;

    static Stream<Jdks.Jdk> jdks() {
        return Jdks.all().stream();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aGuardedBotIsListedAndTellsHowItIs(Jdks.Jdk jdk) {
        Cli cli = new Cli(jdk);
        try (BotProcess bot = BotProcess.guarded(jdk, directory, BotProcess.POLICY)) {
            JsonNode listed = find(cli.run("list", "--json").json(), bot.pid());
            assertEquals("socket", listed.path("reach").asText(), listed.toString());
            assertEquals("market-bot", listed.path("bot").asText());
            assertEquals("bot.jar", listed.path("main").asText());
            assertEquals(BotProcess.POLICY.toString(), listed.path("policy").asText());
            assertTrue(listed.path("java").asText().startsWith(Integer.toString(jdk.version())), listed.toString());

            bot.until("it ticks", () -> {
                JsonNode status = cli.run("status", bot.pid(), "--json").json();
                return status.path("loops").path("tick").path("ticks").asLong() > 0;
            });
            Cli.Ended status = cli.run("status", bot.pid());
            assertEquals(0, status.exit(), status.err());
            assertTrue(status.out().startsWith("market-bot  RUNNING  for "), status.out());
            assertTrue(status.out().lines().allMatch(line -> line.length() <= 80), status.out());
            assertFalse(status.out().contains("\u001b"), "colours where there is no terminal");
            assertEquals("", status.err());

            Cli.Ended metrics = cli.run("metrics", bot.pid());
            assertEquals(0, metrics.exit(), metrics.err());
            assertTrue(metrics.out().contains("\nresilience_loop_ticks_total{loop=\"tick\"} "), metrics.out());
            assertFalse(metrics.out().contains("# EOF"), metrics.out());
            assertTrue(cli.run("metrics", bot.pid(), "--openmetrics").out().endsWith("# EOF\n"), metrics.out());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void itIsFoundByItsDirectoryAndItsSocketToo(Jdks.Jdk jdk) {
        Cli cli = new Cli(jdk);
        try (BotProcess bot = BotProcess.guarded(jdk, directory, BotProcess.POLICY)) {
            for (Object[] words : List.of(
                    new Object[] {"status", bot.state(), "--json"},
                    new Object[] {"status", bot.state().resolve("control.sock"), "--json"},
                    new Object[] {"status", bot.pid(), "--state", bot.state(), "--json"})) {
                assertEquals(bot.pid(), cli.run(words).json().path("process").asLong());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aPolicyIsReloadedOrRefused(Jdks.Jdk jdk) throws IOException {
        Cli cli = new Cli(jdk);
        Path wrong = directory.resolve("wrong.yaml");
        Files.writeString(wrong, "version: 1\nbot: market-bot\njoin_points: {a: {onn: x}}\nguard: 1\n");
        try (BotProcess bot = BotProcess.guarded(jdk, directory, BotProcess.POLICY)) {
            Cli.Ended same = cli.run("reload", bot.pid());
            assertEquals(0, same.exit(), same.err());
            assertTrue(same.out().contains("6 join points"), same.out());

            Cli.Ended refused = cli.run("reload", bot.pid(), "--policy", wrong);
            assertEquals(1, refused.exit(), refused.err());
            assertTrue(refused.err().startsWith("resilience: "), refused.err());
            assertTrue(refused.err().contains("onn") && refused.err().contains("guard"), refused.err());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatTheAgentDoesNotKnowItRefuses(Jdks.Jdk jdk) {
        Cli cli = new Cli(jdk);
        try (BotProcess bot = BotProcess.guarded(jdk, directory, BotProcess.POLICY)) {
            Cli.Ended refused = cli.run("breaker", "open", bot.pid(), "no_such_join_point", "--json");
            assertEquals(1, refused.exit(), refused.err());
            assertFalse(refused.json().path("error").path("code").asText().isEmpty());
            assertEquals(1, refused.err().lines().count(), refused.err());
        }
    }

    static JsonNode find(JsonNode list, long pid) {
        for (JsonNode one : list) {
            if (one.path("pid").asLong() == pid) {
                return one;
            }
        }
        throw new AssertionError(pid + " is not among " + list);
    }
}
