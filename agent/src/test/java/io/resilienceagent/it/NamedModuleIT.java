package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/** A host on the module path that exports nothing: its private records are read, its private exceptions thrown. */
class NamedModuleIT {
    private static final Path SOURCES = Path.of("src", "test", "resources", "hosts", "module");

    private static final String POLICY = """
            version: 1
            bot: module
            join_points:
              place:
                on: com.acme.desk.internal.Main#place
                kind: order
                bind: {symbol: arg0.symbol.name, side: this.account, quantity: arg0.quantity}
                deny: {throw: com.acme.desk.internal.Main$Refused}
            guards:
              place: [limits: {max_quantity: 2.5}, rate_limit: {calls: 2, within: 1h, per: symbol}]
            """;

    @ForkedJvm
    void aModuleThatOpensNothingIsGuarded(Jvm jvm) {
        Path modules = jvm.write("none", "").resolveSibling("modules");
        compile(modules.resolve("com.acme.desk"));
        jvm.running("--module-path", modules.toString(), "-m", "com.acme.desk/com.acme.desk.internal.Main");
        GuardedRun run = GuardedRun.ofHost(jvm, POLICY);
        assertEquals(
                Map.of(
                        "A 1.0", "sent 1.0",
                        "A 2.0", "sent 2.0",
                        "A 3.0", "Refused LIMIT_EXCEEDED",
                        "B 1.0", "sent 1.0",
                        "module", "com.acme.desk",
                        // Opened to the agent, and to nobody else.
                        "open", "false"),
                run.told());
        assertEquals(List.of("com.acme.desk.internal.Main#place(Order)"), run.matched("place"));
        assertEquals("[]", run.status().path("failures").toString());
    }

    private static void compile(Path into) {
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--release",
                        "17",
                        "-d",
                        into.toString(),
                        SOURCES.resolve("module-info.java").toString(),
                        SOURCES.resolve(Path.of("com", "acme", "desk", "internal", "Main.java"))
                                .toString());
        assertEquals(0, result);
    }
}
