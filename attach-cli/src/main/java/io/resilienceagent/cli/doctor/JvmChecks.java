package io.resilienceagent.cli.doctor;

import io.resilienceagent.cli.process.JavaProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What of the JVM itself decides whether an agent can come in. */
final class JvmChecks {
    private static final int OLDEST = 17;
    /** Since then the JVM warns of agents that come after its start (JEP 451). */
    private static final int WARNS = 21;

    private JvmChecks() {}

    static List<Finding> of(JavaProcess jvm) {
        List<Finding> findings = new ArrayList<>();
        findings.add(version(jvm));
        if (!jvm.hotSpot()) {
            findings.add(Finding.problem(
                    "NOT_HOTSPOT",
                    "it is not a HotSpot JVM, and speaks another attach protocol",
                    "start the bot with -javaagent:resilience.jar=POLICY"));
        }
        if (jvm.attachDisabled()) {
            findings.add(Finding.problem(
                    "ATTACH_DISABLED",
                    "it was started with -XX:+DisableAttachMechanism",
                    "start the bot without it, or with -javaagent:resilience.jar=POLICY"));
        }
        if (jvm.agentLoadingDisabled()) {
            findings.add(Finding.problem(
                    "AGENT_LOADING_DISABLED",
                    "it was started with -XX:-EnableDynamicAgentLoading",
                    "start the bot without it, or with -javaagent:resilience.jar=POLICY"));
        } else if (jvm.feature().orElse(0) >= WARNS && !jvm.agentLoadingExpected()) {
            findings.add(Finding.warning(
                    "AGENT_LOADING_WARNS",
                    "Java " + jvm.feature().getAsInt() + " writes a warning into the bot's log when an agent comes in"
                            + " after the start, and a later Java will refuse it (JEP 451)",
                    "start the bot with -XX:+EnableDynamicAgentLoading"));
        }
        state(jvm, findings);
        return findings;
    }

    private static Finding version(JavaProcess jvm) {
        OptionalInt feature = jvm.feature();
        if (feature.isEmpty()) {
            return Finding.warning("JAVA_UNKNOWN", "its version cannot be told", "the agent needs Java 17 or newer");
        }
        return feature.getAsInt() >= OLDEST
                ? Finding.ok("JAVA", "it is Java " + jvm.version())
                : Finding.problem("JAVA_TOO_OLD", "it is Java " + jvm.version(), "run the bot on Java 17 or newer");
    }

    private static void state(JavaProcess jvm, List<Finding> findings) {
        String state = jvm.process().status("State").orElse("");
        if (state.startsWith("T") || state.startsWith("t")) {
            findings.add(Finding.problem(
                    "STOPPED",
                    "it is stopped, by a signal or a debugger, and cannot answer",
                    "let it go on: kill -CONT " + jvm.pid()));
        } else if (state.startsWith("Z")) {
            findings.add(Finding.problem("ENDED", "it has ended, and its parent has not noticed", ""));
        }
    }
}
