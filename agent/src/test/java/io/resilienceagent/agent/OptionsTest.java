package io.resilienceagent.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void withoutArgumentsTheEnvironmentDecidesAndThenTheFolder(String arguments) {
        assertEquals(Path.of("resilience.yaml"), Options.parse(arguments, null).policy());
        assertEquals(Path.of("resilience.yaml"), Options.parse(arguments, " ").policy());
        assertEquals(
                Path.of("/etc/bot.yaml"),
                Options.parse(arguments, "/etc/bot.yaml").policy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy.yaml", "/etc/a,b/policy.yaml", "a=b/c.yaml", "dir/x=1,y=2.yaml"})
    void aPathIsAPathWhateverIsInIt(String path) {
        assertEquals(
                new Options(Path.of(path), Optional.empty(), true, Optional.empty()),
                Options.parse(path, "other.yaml"));
    }

    @Test
    void pairsAreReadInAnyOrder() {
        assertEquals(
                new Options(Path.of("p.yaml"), Optional.of("/var/lib/bot"), false, Optional.empty()),
                Options.parse("on_error=ignore,state=/var/lib/bot,policy=p.yaml", null));
        assertEquals(
                new Options(Path.of("env.yaml"), Optional.of("s"), true, Optional.empty()),
                Options.parse("state=s,on_error=exit", "env.yaml"));
    }

    @Test
    void anAttachMayBringARequest() {
        Options options = Options.parse("policy=p.yaml,state=s,ask=/tmp/a/request.json", null);

        assertEquals(Optional.of(Path.of("/tmp/a/request.json")), options.ask());
        assertEquals(
                Path.of("resilience.yaml"),
                Options.parse("ask=request.json", null).policy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"polcy=x", "policy=", "on_error=maybe", "state=a,,policy=b", "policy=a,state", "onerror=exit"})
    void whatIsWrongIsNamed(String arguments) {
        String message = assertThrows(IllegalArgumentException.class, () -> Options.parse(arguments, null))
                .getMessage();
        assertTrue(message.contains("known are policy=PATH") || message.contains("exit or ignore"), message);
    }
}
