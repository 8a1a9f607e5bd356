package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that people get wrong in a policy, at the start of a bot and in the file of one that runs. */
class BadPolicyIT {
    /**
     * A mistake in the shipped policy.
     *
     * @param correct words of it
     * @param wrong what stands there instead
     * @param where {@code line:column} of the report: of the key or value, or of the join point or guard it belongs to
     * @param words what the report must say
     */
    record Mistake(String name, String correct, String wrong, String where, List<String> words) {
        String in(String policy) {
            assertTrue(policy.contains(correct), correct);
            return policy.replaceFirst(Pattern.quote(correct), Matcher.quoteReplacement(wrong));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @TempDir
    private Path directory;

    static List<Mistake> mistakes() throws IOException {
        return new Mistakes(Files.readString(BotRun.MARKET_BOT)).all();
    }

    static List<Jdks.Jdk> jdks() {
        return Jdks.all();
    }

    static Stream<List<String>> badArguments() {
        return Stream.of(
                List.of("polcy=x.yaml", "unknown agent argument 'polcy'", "policy=PATH, state=DIRECTORY"),
                List.of("policy=", "'policy=' has no value", "policy=PATH, state=DIRECTORY"),
                List.of("on_error=maybe", "on_error=maybe is unknown", "exit or ignore"),
                List.of("x.yaml,state=y", "policy=x.yaml,state=y"),
                List.of("nowhere.yaml", "nowhere.yaml: there is no file", "expected a readable policy file"),
                List.of("policy=.", "is a directory", "expected a readable policy file"));
    }

    private Jvm.Ended start(String agentArguments) {
        return new BotRun(Jdks.all().get(1), directory, "--ticks=1")
                .guardedBy(agentArguments)
                .run()
                .ended();
    }

    private Path policy(String text) throws IOException {
        return Files.writeString(directory.resolve("policy.yaml"), text);
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void atTheStartItIsOneLocatedErrorAndNoBot(Mistake mistake) throws Exception {
        Path file = policy(mistake.in(Files.readString(BotRun.MARKET_BOT)));
        Refused refused = Refused.of(start(file.toString()));
        refused.naming(file + ":" + mistake.where() + ": ");
        refused.naming(mistake.words().toArray(String[]::new));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("badArguments")
    void aBadArgumentOfTheAgentIsToldBeforeTheBotStarts(List<String> argument) {
        Refused.of(start(argument.get(0)))
                .naming(argument.subList(1, argument.size()).toArray(String[]::new));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void theBotRunsUnguardedOnlyWhereThePolicySaysSoAndLoudly(Jdks.Jdk jdk) throws Exception {
        Path file = policy("version: 1\nbt: market-bot\n");
        BotRun.Result result = new BotRun(jdk, directory, "--ticks=5", "--tick=5ms")
                .guardedBy("on_error=ignore,policy=" + file)
                .run();
        assertEquals(0, result.ended().exitCode(), result.ended().toString());
        assertEquals(5, result.summary().get("ticks").asInt());
        assertTrue(result.ended().err().contains("the bot runs UNGUARDED (on_error=ignore)"), result.ended()::err);
        assertTrue(result.ended().err().contains(file + ":2:1: bt: unknown key"), result.ended()::err);
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void onARunningBotThePolicyInForceStaysAndAGoodOneTakesOver(Jdks.Jdk jdk) throws Exception {
        String good = Files.readString(BotRun.MARKET_BOT);
        Path file = policy(good);
        BotRun bot = new BotRun(
                        jdk, directory, "--scenario=duplicate_signals", "--ticks=0", "--tick=20ms", "--timeout=20s")
                .guardedBy(file);
        Process process = bot.start();
        try {
            Awaits.until(process, "orders are guarded", () -> bot.log().contains("code=DUPLICATE_ORDER"));
            int rejected = 0;
            for (Mistake mistake : mistakes()) {
                replace(file, mistake.in(good));
                long seen = ++rejected;
                Awaits.until(process, mistake + " is rejected", () -> told(bot, "POLICY_REJECTED") == seen);
                String line = last(bot, "POLICY_REJECTED");
                assertTrue(line.contains(":" + mistake.where() + ": "), line);
                mistake.words().forEach(word -> assertTrue(line.contains(word), line));
            }
            int orders = bot.ledger().size();
            Awaits.until(process, "orders go on", () -> bot.ledger().size() > orders + 5);
            assertEquals(
                    List.of(), bot.ledger().stream().filter(Trade::duplicate).toList(), "the old policy guards");

            replace(file, good.replace("max_notional: ", "max_notional: 0.000"));
            Awaits.until(process, "the policy is reloaded", () -> told(bot, "POLICY_RELOADED") == 1);
            Awaits.until(process, "it is in force", () -> bot.log().contains("code=LIMIT_EXCEEDED"));
            assertEquals(0, told(bot, "POLICY_REJECTED") - rejected);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertEquals(List.of(), bot.ledger().stream().filter(Trade::duplicate).toList());
    }

    /** As editors do: the whole file at once. */
    private void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(directory.resolve("policy.yaml.next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static long told(BotRun bot, String event) {
        return bot.log()
                .lines()
                .filter(line -> line.contains(' ' + event + ' '))
                .count();
    }

    private static String last(BotRun bot, String event) {
        return bot.log()
                .lines()
                .filter(line -> line.contains(' ' + event + ' '))
                .reduce("", (before, line) -> line);
    }
}
