package io.resilienceagent.flight;

import io.resilienceagent.guard.Events;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;

/** A host with a flight recording of its own, begun before the agent's, and one with little room on its disk. */
public final class OwnRecordingHost {
    private OwnRecordingHost() {}

    /** Argument: {@code own} or {@code full}. */
    public static void main(String[] arguments) throws Exception {
        Path state = Path.of("state").toAbsolutePath();
        if (arguments[0].equals("full")) {
            full(state);
            return;
        }
        try (Recording own = new Recording()) {
            own.enable("jdk.ThreadSleep").withThreshold(Duration.ofMillis(5));
            own.start();
            String settings = own.getSettings().toString();
            String repository = System.getProperty("jdk.jfr.repository");
            FlightRecording recording = new FlightRecording(state.resolve("flight"), type -> {}, Events.none());
            recording.start(true, Duration.ofMinutes(1), 1 << 20);
            System.out.println("running=" + recording.running());
            TimeUnit.MILLISECONDS.sleep(10);
            recording.close();
            System.out.println(
                    "settings_kept=" + settings.equals(own.getSettings().toString()));
            System.out.println("repository_kept=" + repository.equals(System.getProperty("jdk.jfr.repository")));
            System.out.println("state=" + own.getState());
            own.stop();
            own.dump(Path.of("own.jfr").toAbsolutePath());
        }
    }

    private static void full(Path state) {
        long[] room = {FlightRecording.LEAST_ROOM - 1};
        FlightRecording recording =
                new FlightRecording(state.resolve("flight"), type -> {}, path -> room[0], Events.none());
        recording.start(true, Duration.ofMinutes(1), 1 << 20);
        System.out.println("at_first=" + recording.running());
        room[0] = 2 * FlightRecording.LEAST_ROOM - 1;
        recording.look();
        System.out.println("with_little=" + recording.running());
        room[0]++;
        recording.look();
        System.out.println("with_enough=" + recording.running());
        room[0] = FlightRecording.LEAST_ROOM;
        recording.look();
        System.out.println("with_less=" + recording.running());
        room[0]--;
        recording.look();
        System.out.println("with_none=" + recording.running());
    }
}
