package io.resilienceagent.report.recorded;

import com.example.unguarded.UnguardedBot;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import jdk.jfr.Recording;

/** Makes recordings: in this JVM, or by a bot that never had the agent in a JVM of its own. */
public final class Recorded {
    private Recorded() {}

    /** Records what somebody does in this JVM, in a chunk of its own. */
    public static Path here(Path file, Runnable what) {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.JVMInformation");
            recording.enable("jdk.ThreadDump").with("period", "endChunk");
            recording.start();
            what.run();
            recording.stop();
            recording.dump(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records what somebody does in this JVM, as the agent does it: nothing says which process that is. */
    public static Path agent(Path file, Runnable what) {
        try (Recording recording = new Recording()) {
            recording.start();
            what.run();
            recording.stop();
            recording.dump(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs an {@link UnguardedBot} to its end; answers its recording. */
    public static Path bot(Jdks.Jdk jdk, Path directory, String... troubles) {
        Path file = directory.resolve("bot-" + String.join("-", troubles) + "-" + jdk.version() + ".jfr");
        Jvm.Ended ended = new Jvm(jdk, directory)
                .with("-XX:TieredStopAtLevel=1", "-Xmx256m", "-XX:+UseSerialGC")
                .runningClass(UnguardedBot.class, file.toString())
                .running(troubles)
                .run();
        if (ended.exitCode() != 0) {
            throw new AssertionError(ended.toString());
        }
        return file;
    }
}
