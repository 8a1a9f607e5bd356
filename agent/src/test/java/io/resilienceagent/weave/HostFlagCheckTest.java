package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.policy.PackSource;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.PolicyProblem;
import io.resilienceagent.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a host flag that can never work, before the bot starts. */
class HostFlagCheckTest {
    @TempDir
    Path directory;

    interface Face {
        boolean safe();
    }

    abstract static class Base {
        protected boolean inherited;

        boolean inBase() {
            return inherited;
        }
    }

    @SuppressWarnings("unused") // read from the class file
    abstract static class Bot extends Base implements Face {
        private boolean safeMode;
        private static Boolean boxed;
        private final AtomicBoolean atomic = new AtomicBoolean();
        private final boolean fixed = Boolean.getBoolean("never.set");
        private String mode;

        boolean isSafeMode() {
            return safeMode;
        }

        static boolean halted() {
            return false;
        }

        String text() {
            return mode;
        }

        boolean with(int argument) {
            return argument > 0;
        }

        abstract boolean bodiless();
    }

    @ParameterizedTest
    @CsvSource({
        "Bot#safeMode",
        "Bot#boxed",
        "Bot#atomic",
        "Bot#inherited",
        "Bot#isSafeMode()",
        "Bot#halted()",
    })
    void isContentWithWhatWorks(String member) throws IOException {
        assertEquals("", problems(HostFlagCheckTest.class.getName() + "$" + member));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bot#safeMod | BOT has no field 'safeMod'; expected FIELD; did you mean 'safeMode'?",
                "Bot#fixed | fixed is final: it cannot be set; expected FIELD",
                "Bot#mode | mode is of the type java.lang.String; expected FIELD",
                "Bot#isSafeMode | BOT has no field 'isSafeMode'; expected FIELD; there is a method of this name: write isSafeMode()",
                "Face#safe | FACE is an interface; expected a class",
                "Bot#text() | text() returns java.lang.String; expected METHOD",
                "Bot#with() | every 'with' has arguments; expected METHOD",
                "Bot#bodiless() | bodiless() has no body; expected METHOD; name the class that has the body",
                "Bot#inBase() | it has no method 'inBase()'; expected METHOD; BASE has it: name that class",
                "Bot#safeMode() | it has no method 'safeMode()'; expected METHOD; there is a field of this name: leave out the ()",
                "Bot#isSaveMode() | it has no method 'isSaveMode()'; expected METHOD; did you mean 'isSafeMode'?",
                "Bott#safe | there is no class BOTt; expected a class of the bot's class path; did you mean 'BOT'?",
            })
    void tellsWhatIsWrong(String member, String problem) throws IOException {
        String prefix = HostFlagCheckTest.class.getName() + "$";
        String expected = problem.replace(
                        "FIELD", "a field of the type boolean, Boolean or AtomicBoolean that is not final")
                .replace("METHOD", "a method without arguments that BOT declares and that returns a boolean")
                .replace("BOT", prefix + "Bot")
                .replace("FACE", prefix + "Face")
                .replace("BASE", prefix + "Base");
        assertEquals("policy.yaml:3:16: state_machine.host_flag: " + expected, problems(prefix + member));
    }

    @Test
    void aClassOfTheJdkIsNobodysBot() throws IOException {
        assertEquals(
                "policy.yaml:3:16: state_machine.host_flag: java.lang.Thread is one of the JDK's own;"
                        + " expected a class of the bot's",
                problems("java.lang.Thread#interrupted()"));
    }

    @Test
    void aClassThatAnotherLoaderMayBringProvesNothing() throws IOException {
        assertEquals("", problems("com.acme.plugin.Bot#safeMode"));
    }

    private String problems(String member) throws IOException {
        Path file = directory.resolve("policy.yaml");
        Files.writeString(file, "version: 1\nbot: b\nstate_machine: {host_flag: '" + member + "'}\n");
        Policy policy = PolicyReader.read(file, PackSource.none()).policy().orElseThrow();
        PolicyCheck check =
                new PolicyCheck(HostFlagCheckTest.class.getClassLoader(), System.getProperty("java.class.path"));
        return String.join(
                "\n",
                check.check(policy).stream()
                        .map(PolicyProblem::toString)
                        .map(text -> text.replace(file.toString(), "policy.yaml"))
                        .toList());
    }
}
