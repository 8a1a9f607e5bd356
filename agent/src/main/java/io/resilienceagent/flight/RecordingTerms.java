package io.resilienceagent.flight;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a person wants recorded.
 *
 * @param name by which it is ended and written down
 * @param settings the JDK's name of them, {@code default} or {@code profile}
 * @param lasts after which time it ends by itself; empty for one that somebody ends
 * @param keepAge how much of the past it holds, as far as the bytes suffice
 * @param keepBytes how many bytes on the disk it takes, but for the chunk that is being written
 */
public record RecordingTerms(String name, String settings, Optional<Duration> lasts, Duration keepAge, long keepBytes) {
    /** The settings that every JDK brings along. */
    public static final Set<String> SETTINGS = Set.of("default", "profile");

    /** The name under which the agent's own recording is written down. */
    static final String CONTINUOUS = "continuous";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    /** Whether a recording may be called so: its file will be. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.equals(CONTINUOUS);
    }
}
