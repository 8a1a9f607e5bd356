package io.resilienceagent.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaProcessTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java -jar /opt/bot.jar --ticks 0       | bot.jar",
                "java -Xmx1g -cp a.jar:b com.acme.Main x | com.acme.Main",
                "java --add-opens a/b=c --class-path x Main | Main",
                "java -p mods -m com.acme/com.acme.Main | com.acme/com.acme.Main",
                "java @options -Dx=y Main               | Main",
                "java -version                          | ''"
            })
    void findsTheMainOfACommandLine(String line, String main) {
        assertEquals(main, JavaCommand.of(List.of(line.strip().split(" ", -1))).main());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/opt/my bots/bot.jar --x y.jar | bot.jar",
                "bot.jar --ticks 0             | bot.jar",
                "com.acme.Main a b             | com.acme.Main",
                "com.acme.Main lib.jar         | com.acme.Main"
            })
    void findsTheMainOfWhatTheJvmPublishes(String command, String main) {
        assertEquals(main, JavaCommand.main(command.strip()));
    }

    /** This very JVM, as its own files and its published data tell of it. */
    @Test
    void knowsAJvmThatRuns() {
        JavaProcess self = JavaProcess.of(ProcessFiles.self()).orElseThrow();
        assertEquals(Runtime.version().feature(), self.feature().orElseThrow());
        assertEquals(System.getProperty("java.version"), self.version());
        assertTrue(self.hotSpot());
        assertFalse(self.attachDisabled());
        assertTrue(
                self.published().containsKey("sun.rt.javaCommand"),
                self.published().toString());
    }

    @Test
    void optionsCountAsTheJvmCountsThem() {
        assertTrue(with("-XX:+DisableAttachMechanism").attachDisabled());
        assertFalse(with("-XX:+DisableAttachMechanism", "-XX:-DisableAttachMechanism")
                .attachDisabled());
        assertTrue(with("-XX:-EnableDynamicAgentLoading").agentLoadingDisabled());
        assertTrue(with("-XX:+EnableDynamicAgentLoading").agentLoadingExpected());
        assertFalse(with().agentLoadingDisabled() || with().agentLoadingExpected());
    }

    private static JavaProcess with(String... options) {
        return new JavaProcess(ProcessFiles.self(), Map.of(), List.of(options), "", "17", true);
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_402,8", "11.0.2,11", "17.0.15,17", "25,25", "26-ea,26"})
    void readsVersions(String version, int feature) {
        assertEquals(
                feature,
                new JavaProcess(ProcessFiles.self(), Map.of(), List.of(), "", version, true)
                        .feature()
                        .orElseThrow());
    }

    @Test
    void publishedDataThatIsNoneHurtsNobody() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            ByteBuffer data = ByteBuffer.wrap(bytes);
            if (bytes.length > 4) {
                data.putInt(0, 0xcafec0c0);
            }
            PerformanceData.texts(data);
        }
    }
}
