package io.resilienceagent.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.tools.attach.VirtualMachine;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.nio.file.Path;
import java.util.List;

/** On which JDK a host runs, and whether the agent comes with it or is attached to it at work. */
record MatrixMode(Jdks.Jdk jdk, boolean attached) {
    /** The columns of the table, in their order. */
    static List<MatrixMode> all() {
        return Jdks.all().stream()
                .flatMap(jdk -> List.of(new MatrixMode(jdk, false), new MatrixMode(jdk, true)).stream())
                .toList();
    }

    /** Brings the agent to a process at work, as the command line does. */
    void attach(Process process, Path policy) throws Exception {
        Path reply = policy.resolveSibling("reply.json");
        VirtualMachine vm = VirtualMachine.attach(Long.toString(process.pid()));
        try {
            vm.loadAgent(
                    Jvm.AGENT.toString(),
                    "policy=" + policy + ",state=" + policy.resolveSibling("resilience-state") + ",reply=" + reply);
        } finally {
            vm.detach();
        }
        JsonNode answer = new ObjectMapper().readTree(reply.toFile());
        if (!answer.path("action").asText().equals("attached")) {
            throw new AssertionError("the attach was answered by " + answer);
        }
    }

    @Override
    public String toString() {
        return jdk.version() + (attached ? " attached" : " -javaagent");
    }
}
