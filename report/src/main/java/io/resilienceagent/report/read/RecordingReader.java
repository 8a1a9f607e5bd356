package io.resilienceagent.report.read;

import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.text.Moments;
import io.resilienceagent.report.text.Shown;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiConsumer;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Reads chunks of recordings event by event, in memory that does not grow with the recording. What cannot be read is
 * noted in the story, and the rest is read all the same.
 */
final class RecordingReader {
    private static final int TELL_EACH = 1 << 14;

    private final Progress progress;
    private final long total;
    private long done;

    /** @param total how many bytes there are to read, for the progress */
    RecordingReader(Progress progress, long total) {
        this.progress = progress;
        this.total = Math.max(1, total);
    }

    /** Reads a chunk; answers whether there was anything in it to be read. */
    boolean read(Chunk chunk, long fileSize, Story story) {
        String place = chunk.file() + ": byte " + chunk.offset() + ": chunk " + chunk.number();
        long last = chunk.begin();
        long before = story.events();
        try {
            Optional<ChunkFile> file = ChunkFile.of(chunk, fileSize);
            if (file.isEmpty()) {
                story.note(place + " has no description of its events, which the JVM writes last; its " + chunk.length()
                        + " bytes are left out");
                return false;
            }
            try (ChunkFile opened = file.get();
                    RecordingFile events = new RecordingFile(opened.path())) {
                last = events(events, chunk, story, last);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError broken) {
            // A damaged length makes the JDK's reader ask for any amount of memory.
            story.note(place + " cannot be read beyond "
                    + Moments.clock(Math.max(last, story.to())) + " ("
                    + Shown.name(broken.getMessage() == null ? broken.toString() : broken.getMessage())
                    + "); what came before is reported");
        }
        done += chunk.length();
        return story.events() > before;
    }

    private long events(RecordingFile events, Chunk chunk, Story story, long begin) throws IOException {
        JdkEvents jdk = new JdkEvents();
        long last = begin;
        int read = 0;
        String doing = chunk.file().getFileName().toString();
        while (events.hasMoreEvents()) {
            RecordedEvent event = events.readEvent();
            String kind = event.getEventType().getName();
            story.event();
            if (kind.startsWith("resilience.")) {
                story.agentSeen();
                BiConsumer<RecordedEvent, Story> known = AgentEvents.KINDS.get(kind);
                if (known != null) {
                    known.accept(event, story);
                }
            } else {
                jdk.take(kind, event, story);
            }
            // Some events of the JVM tell of the time before the recording, as when a thread began.
            long end = Fields.end(event);
            if (end >= begin) {
                story.saw(end);
                last = Math.max(last, end);
            }
            if (++read % TELL_EACH == 0) {
                progress.at(doing, (double) done / total);
            }
        }
        progress.at(doing, (double) (done + chunk.length()) / total);
        return last;
    }
}
