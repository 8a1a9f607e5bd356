package com.example.marketbot.chores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes after every tick that the loop lives, for the monitoring. It is not part of {@code tick()}, and so nothing
 * catches what it throws when its directory is gone.
 */
final class Heartbeat implements Chore {
    private final SessionEnd sessionEnd;
    private final Episode episode;
    private final Path file;
    private final Path lostMount;

    Heartbeat(Workplace place) {
        sessionEnd = new SessionEnd(place);
        episode = place.episode();
        file = place.data().resolve("heartbeat");
        lostMount = place.data().resolve("lost-mount");
    }

    @Override
    public void during(long tick) {}

    @Override
    public void after(long tick) {
        if (episode.due(tick)) {
            episode.begin();
            sessionEnd.schedule();
        }
        beat(episode.due(tick) ? lostMount.resolve("heartbeat") : file, tick);
    }

    private static void beat(Path where, long tick) {
        try {
            Files.writeString(where, Long.toString(tick));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
