package io.resilienceagent.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsViewTest {
    @TempDir
    private Path directory;

    private record Ended(int exit, String out, String err) {}

    private static Ended run(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            arguments[i] = words[i].toString();
        }
        int exit = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Ended(exit, out.toString(), err.toString());
    }

    private Path incident() throws IOException {
        Path incident = Files.createDirectories(directory.resolve("incidents/stall-1f03a9c2"));
        Files.writeString(incident.resolve("summary.json"), """
                {"incident_id": "stall-1f03a9c2", "kind": "stall", "timestamp": "2026-11-23T12:38:15.954Z",
                 "bot": "market\\u001b[2J-bot", "pid": 4711, "loop": "tick", "thread": "Loop", "cause": "SLEEP",
                 "detected_after_ms": 0.1, "stall_ms": 3000, "evidence": {"summary": "tick sleeps"},
                 "state_before": "RUNNING", "state_after": "SAFE_MODE", "cause_incident_id": null}
                """);
        return incident;
    }

    @Test
    void findingsArePrintedTheWorstFirst() throws IOException {
        Ended ended = run("findings", incident());
        assertEquals(Exit.OK.code(), ended.exit(), ended.err());
        assertTrue(ended.out().contains("high   loop tick stood still for 3.0 s: SLEEP\n"), ended.out());
        assertTrue(ended.out().contains("LOOP_STALL, certain, 2026-11-23T12:38:15"), ended.out());
        assertTrue(ended.out().contains("> Do not sleep on the loop's thread"), ended.out());
        assertTrue(ended.out().contains("market\\u001b[2J-bot: Loop tick slept for 3.0 s\n"), ended.out());
    }

    @Test
    void aReportIsThreeFiles() throws IOException {
        Path out = directory.resolve("out");
        Ended ended = run("report", incident(), "--out", out, "--json");
        assertEquals(Exit.OK.code(), ended.exit(), ended.err());
        assertTrue(ended.out().contains("\"written\""), ended.out());
        for (String file : new String[] {"report.html", "report.md", "findings.json"}) {
            assertTrue(Files.size(out.resolve(file)) > 500, file);
        }
    }

    @Test
    void whatCannotBeReadIsOneLineWithItsNextStep() throws IOException {
        Path file = Files.writeString(directory.resolve("a.jfr"), "no recording");
        Ended ended = run("report", file, "--json");
        assertEquals(Exit.REFUSED.code(), ended.exit());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().contains("a.jfr: byte 0: found the bytes 6e 6f 20 72; expected FLR"), ended.err());
        assertTrue(ended.err().contains(". Next: name a recording"), ended.err());
        assertTrue(ended.out().contains("\"UNREADABLE\""), ended.out());
    }
}
