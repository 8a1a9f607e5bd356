package io.resilienceagent.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludesTest {
    @TempDir
    Path directory;

    @Test
    void whatAnIncludingFileSaysWinsKeyByKey() {
        write("common.yaml", """
                version: 1
                bot: common
                grace: 5s
                mode: shadow
                join_points:
                  p: {on: a.B#c, kind: query, deny: {throw: a.B}, bind: {x: arg0, y: arg1}}
                  q: {on: a.B#d}
                guards:
                  p: [retry, timeout: 5s]
                """);
        write("policy.yaml", """
                version: 1
                bot: mine
                include: [./common.yaml]
                grace: 0s
                join_points:
                  p: {late: true, deny: {return: 7}, bind: {x: arg2}}
                guards:
                  p: [timeout: 9s]
                """);
        Reading reading = read();
        assertEquals("", problems(reading));
        Policy policy = reading.policy().orElseThrow();
        assertEquals("mine", policy.bot());
        assertEquals(Duration.ZERO, policy.grace(), "zero is not unset");
        assertEquals(Mode.SHADOW, policy.mode());
        JoinPointRule p = policy.joinPoints().get("p");
        assertEquals(JoinPointKind.QUERY, p.kind());
        assertEquals("arg2", p.bind().get("x").text());
        assertEquals("arg1", p.bind().get("y").text());
        assertTrue(p.deny().orElseThrow().exception().isEmpty(), "a choice is replaced as a whole");
        assertEquals(1, policy.guards().get("p").size(), "a list is replaced as a whole");
        assertEquals(List.of("p", "q"), List.copyOf(policy.joinPoints().keySet()));
        assertEquals(
                List.of(directory.resolve("policy.yaml"), directory.resolve("common.yaml")),
                List.copyOf(reading.files()));
    }

    @Test
    void theLaterOfTwoIncludesWins() {
        write("a.yaml", "bot: a\ngrace: 1s\nstate: a\n");
        write("b.yaml", "bot: b\ngrace: 2s\n");
        write("policy.yaml", "version: 1\ninclude: [a.yaml, b.yaml]\n");
        Policy policy = read().policy().orElseThrow();
        assertEquals("b", policy.bot());
        assertEquals("a", policy.state().orElseThrow());
    }

    @Test
    void problemsAreToldInTheFileTheyStandIn() throws IOException {
        Files.createDirectory(directory.resolve("sub"));
        write("sub/one.yaml", "version: 2\ninclude: [two.yaml]\nguards: {p: [retri]}\n");
        write("sub/two.yaml", "join_points:\n  p: {on: a.B#c, knd: query}\n");
        write("policy.yaml", "version: 1\nbot: b\ninclude: [sub/one.yaml]\ngrace: 5\n");
        assertEquals("""
                sub/one.yaml:1:10: version: found the number 2; expected 1
                sub/one.yaml:3:14: guards.p[0]: unknown guard 'retri'; expected one of safe_mode, circuit_breaker, idempotency, inventory, limits, rate_limit, bulkhead, retry, timeout, fallback; did you mean 'retry'?
                policy.yaml:4:8: grace: found '5'; expected a time such as 250ms, 5s, 2m, 1h or 1d; a time needs a unit: did you mean '5s'?
                sub/two.yaml:2:18: join_points.p.knd: unknown key; expected one of on, kind, bind, rejected_by, rejected_when, failure_when, deny, observe, lookup, every, stall_after, late; did you mean 'kind'?
                """, problems(read()));
    }

    @Test
    void tellsOfIncludesThatAreNotThere() {
        write(
                "policy.yaml",
                "version: 1\nbot: b\ninclude: [none.yaml, pack:htp, \"a\\0b\", .]\nguards: {send: [retry]}\n");
        Reading reading = read();
        assertEquals("""
                policy.yaml:3:11: include[0]: there is no file none.yaml; expected a readable policy file
                policy.yaml:3:22: include[1]: there is no pack 'htp'; expected one of http; did you mean 'http'?
                policy.yaml:3:32: include[2]: found the text 'a?b'; expected the path of a file, or pack:NAME
                policy.yaml:3:32: include[2]: found the text 'a?b'; expected a text of one line
                policy.yaml:3:40: include[3]: cannot read DIR: is a directory; expected a readable policy file
                """, problems(reading).replace(directory.toString(), "DIR"));
        assertTrue(reading.files().contains(directory.resolve("none.yaml")), "to be watched until it comes");
    }

    @Test
    void cyclesAndEndlessIncludesAreRefused() {
        write("policy.yaml", "version: 1\nbot: b\ninclude: [b.yaml]\n");
        write("b.yaml", "include: [./policy.yaml]\n");
        assertEquals(
                "b.yaml:1:11: include[0]: './policy.yaml' includes itself, directly or through others; expected includes"
                        + " without a cycle; remove this one\n",
                problems(read()));
        write("b.yaml", "include: [c0.yaml]\n");
        for (int i = 0; i < 20; i++) {
            write("c" + i + ".yaml", "include: [c" + (i + 1) + ".yaml]\n");
        }
        assertEquals(
                "c6.yaml:1:11: include[0]: found includes more than 8 deep; expected at most 8\n", problems(read()));
        write("policy.yaml", "version: 1\nbot: b\ninclude: [" + "c20.yaml, ".repeat(40) + "]\n");
        write("c20.yaml", "version: 1\n");
        assertTrue(problems(read()).contains("include[32]: found more than 32 includes; expected at most 32"));
    }

    @Test
    void packsIncludePacksOnly() {
        write("policy.yaml", "version: 1\nbot: b\ninclude: [pack:a]\n");
        Map<String, String> packs = Map.of("a", "include: [pack:b, ./c.yaml]\n", "b", "grace: 7\n");
        Reading reading = PolicyReader.read(directory.resolve("policy.yaml"), Samples.packs(packs));
        assertEquals("""
                pack:a:1:19: include[1]: found the text './c.yaml'; expected pack:NAME; a pack includes packs only
                pack:b:1:8: grace: found '7'; expected a time such as 250ms, 5s, 2m, 1h or 1d; a time needs a unit: did you mean '7s'?
                """, problems(reading));
    }

    private Reading read() {
        return PolicyReader.read(directory.resolve("policy.yaml"), Samples.packs());
    }

    private void write(String name, String text) {
        Samples.write(directory, name, text);
    }

    private String problems(Reading reading) {
        return Samples.problems(reading, directory);
    }
}
