package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.tools.attach.AgentInitializationException;
import io.resilienceagent.host.Await;
import io.resilienceagent.testing.ControlLine;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** What an attach does to a bot at work: the first, the second, one that is refused; and that each is answered. */
class AttachIT {
    private static final String LENIENT =
            DetachIT.POLICY.replace("calls: 1, within: 1h", "calls: 1000000000, within: 1h");

    @ForkedJvm
    void whatIsRefusedLeavesTheHostAsItWas(Jvm jvm) throws Exception {
        Path bad = jvm.write("bad.yaml", "version: 1\nbot: b\njoin_ponts: {}\n");
        Path good = jvm.write("policy.yaml", DetachIT.POLICY);
        try (Attached host = Attached.start(jvm)) {
            JsonNode nothing = host.attach("detach");
            assertEquals(
                    "[\"there is no agent at work in this JVM\"]",
                    nothing.path("problems").toString());
            Map<String, String> threads = host.ask("threads");

            JsonNode refused = host.attach("policy=" + bad + ",state=state");
            assertFalse(refused.path("ok").asBoolean(true), refused::toString);
            assertTrue(refused.path("problems").get(0).asText().contains("bad.yaml:3:1"), refused::toString);

            Path lock = Files.createDirectory(bad.resolveSibling("state")).resolve("lock");
            try (FileChannel held = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock ours = held.lock(Long.MAX_VALUE - 1, 1, false)) {
                assertTrue(ours.isValid());
                JsonNode busy = host.attach("policy=" + good + ",state=state");
                assertTrue(busy.path("problems").get(0).asText().contains("is held by"), busy::toString);
            }
            JsonNode unknown = host.attach("policy=" + good + ",colour=red");
            assertTrue(unknown.path("problems").get(0).asText().contains("colour"), unknown::toString);

            assertEquals("", host.errors().replaceAll("(?m)^.*AGENT_.*$\n?", ""));
            assertEquals(threads, host.ask("threads"));
            assertEquals(0, host.figure("counts", "denied"));
            Await.until("no loader of an agent left", () -> host.figure("loaders", "loaders") == 0);
            assertEquals(
                    "attached",
                    host.attach("policy=" + good + ",state=state")
                            .path("action")
                            .asText());
        }
    }

    @ForkedJvm
    void withoutAReplyTheErrorStreamHasTheSentences(Jvm jvm) throws Exception {
        Path bad = jvm.write("bad.yaml", "version: 1\nbot: b\njoin_ponts: {}\n");
        Path good = jvm.write("policy.yaml", DetachIT.POLICY);
        try (Attached host = Attached.start(jvm)) {
            assertThrows(AgentInitializationException.class, () -> host.load("policy=" + bad + ",state=state"));
            assertTrue(host.errors().contains("bad.yaml:3:1"), host.errors());
            assertThrows(
                    AgentInitializationException.class,
                    () -> host.load("policy=" + good + ",state=state,reply=nowhere/reply.json"));
            assertTrue(host.errors().contains("nothing was done"), host.errors());
            assertFalse(Files.exists(good.resolveSibling("state")));
            assertEquals("0 ", host.ask("stop").get("wrong"));
            assertEquals(0, host.end());
        }
    }

    @ForkedJvm
    void whatIsLeavingPutsNoPolicyInForce(Jvm jvm) throws Exception {
        Path policy = jvm.write("policy.yaml", DetachIT.POLICY);
        try (Attached host = Attached.start(jvm)) {
            host.attach("policy=" + policy + ",state=state");
            try (ControlLine control = new ControlLine(policy.resolveSibling("state"))) {
                control.result("detach", "{}");
                assertTrue(refused(control), "it says that it put a policy in force");
            }
            JsonNode again = host.attach("policy=" + policy + ",state=state");
            assertEquals("attached", again.path("action").asText(), again::toString);
        }
    }

    /** It refuses, or has left already. */
    private static boolean refused(ControlLine control) {
        try {
            return control.ask("reload", "{}")
                    .path("error")
                    .path("code")
                    .asText()
                    .equals("LEAVING");
        } catch (IOException gone) {
            return true;
        }
    }

    @ForkedJvm
    void theReplyIsForItsOwnerAlone(Jvm jvm) throws Exception {
        Path good = jvm.write("policy.yaml", DetachIT.POLICY);
        try (Attached host = Attached.start(jvm)) {
            host.attach("policy=" + good + ",state=state");
            Path reply = host.directory().resolve("reply.0.json");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(reply)));
            try (var files = Files.list(host.directory())) {
                assertEquals(
                        0,
                        files.filter(file -> file.toString().endsWith(".part")).count());
            }
        }
    }

    @ForkedJvm
    void aSecondAttachBringsAnotherPolicy(Jvm jvm) throws Exception {
        Path first = jvm.write("policy.yaml", DetachIT.POLICY);
        Path second = jvm.write("lenient.yaml", LENIENT);
        Path bad = jvm.write("bad.yaml", "version: 1\nbot: b\njoin_ponts: {}\n");
        try (Attached host = Attached.start(jvm)) {
            host.attach("policy=" + first + ",state=state");
            Await.until("a denial", () -> host.figure("counts", "denied") > 0);
            assertEquals(Map.of("loaders", "1", "telling domains", "0"), host.ask("loaders"));

            JsonNode other = host.attach("policy=" + second + ",state=elsewhere");
            assertTrue(other.path("problems").get(0).asText().contains("elsewhere"), other::toString);
            JsonNode wrong = host.attach("policy=" + bad);
            assertFalse(wrong.path("ok").asBoolean(true), wrong::toString);

            JsonNode again = host.attach("policy=" + second + ",state=state,jar=/other/version.jar");
            assertEquals("reconfigured", again.path("action").asText(), again::toString);
            assertTrue(again.path("notes").get(0).asText().contains("/other/version.jar"), again::toString);
            long through = host.figure("counts", "let through");
            Await.until("calls let through", () -> host.figure("counts", "let through") > through + 10);

            // Without a name it is the present one, and that is the one that is watched.
            assertEquals(second.toString(), host.attach("").path("policy").asText());
            Files.writeString(second.resolveSibling("next"), DetachIT.POLICY);
            Files.move(second.resolveSibling("next"), second, StandardCopyOption.ATOMIC_MOVE);
            long denied = host.figure("counts", "denied");
            Await.until("denials again", () -> host.figure("counts", "denied") > denied + 10);
            JsonNode agent =
                    GuardedRun.status(host.directory().resolve("state")).path("agent");
            assertEquals("attach", agent.path("attached").asText());
            assertEquals("0 ", host.ask("stop").get("wrong"));
            assertEquals(0, host.end());
        }
    }

    /** What is asked along with an attach is done by then, and in the audit log; what is wrong with it is told in its place. */
    @ForkedJvm
    void anAttachMayBringARequestAlong(Jvm jvm) throws Exception {
        Path policy = jvm.write("policy.yaml", DetachIT.POLICY + "chaos: {enabled: true}\n");
        Path request = jvm.write("request.json", """
                {"version":1,"command":"chaos.inject","args":{"type":"exception","target":"query","duration_ms":60000,
                 "percent":100,"options":{"class":"java.lang.IllegalStateException"}}}
                """);
        Path nonsense = jvm.write("nonsense.json", "nonsense");
        Path huge = jvm.write("huge.json", " ".repeat((64 << 10) + 1));
        String rest = ",policy=" + policy + ",state=state";
        try (Attached host = Attached.start(jvm)) {
            JsonNode missing = host.attach("ask=" + policy.resolveSibling("missing.json") + rest);
            assertTrue(missing.path("problems").get(0).asText().contains("missing.json"), missing::toString);
            JsonNode tooLong = host.attach("ask=" + huge + rest);
            assertTrue(tooLong.path("problems").get(0).asText().contains("65536 bytes"), tooLong::toString);
            assertFalse(Files.exists(policy.resolveSibling("state")), "nothing is begun");

            JsonNode attached = host.attach("ask=" + request + rest);
            assertEquals("attached", attached.path("action").asText(), attached::toString);
            JsonNode injected = attached.path("answered").path("result");
            assertEquals("exception", injected.path("type").asText(), attached::toString);
            Path state = policy.resolveSibling("state");
            try (ControlLine control = new ControlLine(state)) {
                JsonNode running =
                        control.result("chaos.list", "{}").path("experiments").get(0);
                assertEquals(injected.path("id").asText(), running.path("id").asText());
                control.result("chaos.stop", "{}");
            }
            assertTrue(Files.readString(state.resolve("audit.log")).contains(" attach command=chaos.inject "));

            JsonNode again = host.attach("ask=" + nonsense + rest);
            assertEquals("reconfigured", again.path("action").asText(), again::toString);
            assertEquals(
                    "BAD_REQUEST",
                    again.path("answered").path("error").path("code").asText(),
                    again::toString);
            host.ask("stop");
            assertEquals(0, host.end());
        }
    }

    /** Whoever was there from the start, with systemd to talk to, leaves as well; and another comes. */
    @ForkedJvm
    void anAgentThatWasThereFromTheStartLeavesToo(Jvm jvm) throws Exception {
        Path policy = jvm.write("policy.yaml", DetachIT.POLICY);
        jvm.withAgent("policy=" + policy + ",state=state").environment("NOTIFY_SOCKET", "/nowhere/notify");
        try (Attached host = Attached.start(jvm)) {
            Await.until("a denial", () -> host.figure("counts", "denied") > 0);
            Path status = host.directory().resolve("state").resolve("status.json");
            // The message that finds no systemd was sent through JNA, which is there then.
            Await.until(
                    "a message to systemd",
                    () -> Files.exists(status) && Files.readString(status).contains("SYSTEMD_ERROR"));
            assertEquals("reconfigured", host.attach("").path("action").asText());
            assertEquals("detached", host.attach("detach").path("action").asText());
            JsonNode agent =
                    GuardedRun.status(host.directory().resolve("state")).path("agent");
            assertEquals("premain", agent.path("attached").asText());
            assertTrue(agent.has("detached"), agent::toString);
            Await.until("no loader of an agent left", () -> host.figure("loaders", "loaders") == 0);
            host.ask("threads")
                    .keySet()
                    .forEach(name -> assertFalse(name.startsWith("resilience") || name.contains("JNA"), name));
            assertEquals(
                    "attached",
                    host.attach("policy=" + policy + ",state=state")
                            .path("action")
                            .asText());
            assertEquals("0 ", host.ask("stop").get("wrong"));
            assertEquals(0, host.end());
        }
    }
}
