package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policy.PackSource;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.PolicyReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a policy will match, told from the class files of these tests themselves. */
class ForecastTest {
    private static final String HERE = "io.resilienceagent.weave.ForecastTest$";

    private static final PackSource NO_PACKS = new PackSource() {
        @Override
        public Optional<String> text(String name) {
            return Optional.empty();
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    };

    @TempDir
    private Path directory;

    /** An order. */
    record Order(String symbol, BigDecimal quantity, Object extra) {}

    /** What clients have in common. */
    interface Client {
        String place(Order order);

        default void close() {}
    }

    /** A client. */
    static final class Spot implements Client {
        @Override
        public String place(Order order) {
            return order.symbol();
        }
    }

    /** Another one, below an abstract one. */
    abstract static class Base implements Client {}

    static final class Margin extends Base {
        @Override
        public String place(Order order) {
            return order.symbol();
        }

        public String place(String text) {
            return text;
        }
    }

    private Forecast forecast(String joinPoints) {
        try {
            Path file = directory.resolve("policy.yaml");
            Files.writeString(file, "version: 1\nbot: b\njoin_points:\n" + joinPoints);
            Policy policy = PolicyReader.read(file, NO_PACKS).policy().orElseThrow();
            String classPath = Path.of("target", "test-classes").toString();
            return Forecast.of(policy, ForecastTest.class.getClassLoader(), classPath);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String problems(Forecast forecast) {
        return forecast.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void subtypesAreFoundAndWhatPathsReadIsTold() {
        Forecast forecast = forecast("  place:\n    on: " + HERE + "Client+#place(Order)\n    kind: any\n"
                + "    bind: {symbol: arg0.symbol, quantity: arg0.quantity, x: arg0.extra.size, order_id: return}\n");
        assertEquals("", problems(forecast));
        assertEquals(
                List.of(HERE + "Margin#place(Order)", HERE + "Spot#place(Order)"),
                List.copyOf(forecast.matches().get("place").keySet()));
        var reads = forecast.matches().get("place").get(HERE + "Spot#place(Order)");
        assertEquals(new Forecast.Read("arg0.symbol", "java.lang.String"), reads.get("symbol"));
        assertEquals(new Forecast.Read("arg0.quantity", "java.math.BigDecimal"), reads.get("quantity"));
        assertEquals(new Forecast.Read("arg0.extra.size", ""), reads.get("x"));
        assertEquals(new Forecast.Read("return", "java.lang.String"), reads.get("order_id"));
    }

    @Test
    void aPathThatCannotBeReadIsToldBehindAWildcardToo() {
        Forecast forecast = forecast(
                "  place:\n    on: " + HERE + "Sp*t#place(Order)\n    kind: any\n    bind: {symbol: arg0.symbl}\n");
        assertTrue(problems(forecast).contains("'symbl' is no member of"), problems(forecast));
    }

    @Test
    void whatMatchesNothingNamesWhatIsNear() {
        assertTrue(problems(forecast("  a: {on: " + HERE + "Client+#plaec, kind: any}\n"))
                .contains("did you mean 'place'"));
        assertTrue(problems(forecast("  a: {on: io.elsewhere.Forecast#of, kind: any}\n"))
                .contains("there is no class"));
        assertTrue(problems(forecast("  a: {on: " + HERE + "Clint+#place, kind: any}\n"))
                .contains(HERE + "Client"));
        assertTrue(problems(forecast("  a: {on: \"@com.acme.Guarded\", kind: any}\n"))
                .contains("no method carries"));
        assertTrue(problems(forecast("  a: {on: " + HERE + "Spot#place(int), kind: any}\n"))
                .contains("other parameters"));
    }

    @Test
    void whatMayComeLaterIsNoError() {
        Forecast forecast = forecast("  a: {on: com.acme.Later#run, kind: any, late: true}\n");
        assertEquals("", problems(forecast));
        assertEquals(List.of("a waits for com.acme.Later#run, which this class path does not have"), forecast.notes());
    }

    @Test
    void classesOfTheJdkAreFoundToo() {
        Forecast forecast =
                forecast("  send:\n    on: java.net.http.HttpClient+#send(HttpRequest,..)\n    kind: transport\n");
        assertEquals("", problems(forecast));
        assertTrue(
                forecast.matches().get("send").keySet().stream()
                        .anyMatch(name -> name.startsWith("jdk.internal.net.http.HttpClientImpl#send(")),
                forecast.matches().toString());
    }
}
