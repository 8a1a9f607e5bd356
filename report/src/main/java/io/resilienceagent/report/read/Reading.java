package io.resilienceagent.report.read;

import io.resilienceagent.report.story.Story;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads all that was named, and tells the bots apart. Used once. */
public final class Reading {
    private final Progress progress;
    private final List<Bot> bots = new ArrayList<>();

    /** @param progress is told how far it is */
    public Reading(Progress progress) {
        this.progress = progress;
    }

    /**
     * A bot, and where its events stand.
     *
     * @param story what is known of it
     * @param ranges the whole chunks of its recordings, in order, for those who read them otherwise
     */
    public record Bot(Story story, List<Range> ranges) {}

    /**
     * A whole chunk of a recording.
     *
     * @param file the recording
     * @param offset where it begins, in bytes
     * @param length how many bytes it has
     * @param begin when it begins, in nanoseconds since 1970
     */
    public record Range(Path file, long offset, long length, long begin) {}

    /** One bot while it is being read. */
    private static final class Group {
        private final Story story = new Story();
        private final List<ChunkScan> scans = new ArrayList<>();
        private final List<Chunk> chunks = new ArrayList<>();

        private boolean isOf(Chunk chunk) {
            return chunks.stream().anyMatch(known -> known.same(chunk)) || (sameClock(chunk) && overlapsNone(chunk));
        }

        /** A JVM's clock begins with it; how fast it goes is measured, to about a hundred thousandth. */
        private boolean sameClock(Chunk chunk) {
            Chunk known = chunks.get(0);
            long apart = Math.abs(known.epoch() - chunk.epoch());
            long between = Math.abs(known.begin() - chunk.begin());
            return known.ticksPerSecond() == chunk.ticksPerSecond() && apart < 50_000_000L + between / 50_000;
        }

        /** One JVM writes one chunk at a time, and begins each where the one before ended. */
        private boolean overlapsNone(Chunk chunk) {
            return chunks.stream().noneMatch(known -> Math.abs(known.begin() - chunk.begin()) < 1_000_000L);
        }
    }

    /**
     * Reads everything.
     *
     * @return the bots, in the order in which they were named; at least one
     * @throws Unreadable when something that was named cannot be used at all
     */
    public List<Bot> read(List<Path> named) {
        Sources sources = Sources.of(named);
        List<Group> groups = grouped(sources);
        recordings(groups);
        List<IncidentFolder> others = new ArrayList<>();
        for (IncidentFolder incident : sources.incidents()) {
            recordedIn(incident, groups)
                    .ifPresentOrElse(group -> incident.tell(group.story), () -> others.add(incident));
        }
        // By now the recordings have the names and processes that their incidents know.
        others.forEach(incident -> incident.tell(groupOf(incident, groups).story));
        for (StatusFile status : sources.statuses()) {
            Group group = groups.stream()
                    .filter(known -> known.story.pid() == status.pid() || groups.size() == 1)
                    .findFirst()
                    .orElseGet(() -> added(groups));
            status.tell(group.story);
        }
        groups.forEach(group -> sources.troubles().forEach(group.story::note));
        for (Group group : groups) {
            bots.add(new Bot(group.story, ranges(group)));
        }
        return bots;
    }

    private static Group added(List<Group> groups) {
        Group group = new Group();
        groups.add(group);
        return group;
    }

    private static List<Group> grouped(Sources sources) {
        List<Group> groups = new ArrayList<>();
        for (Path recording : sources.recordings()) {
            ChunkScan scan = ChunkScan.of(recording);
            Chunk first = scan.chunks().get(0);
            Group group = groups.stream()
                    .filter(known -> known.isOf(first) || scan.chunks().stream().anyMatch(known::isOf))
                    .findFirst()
                    .orElseGet(() -> added(groups));
            group.scans.add(scan);
            for (Chunk chunk : scan.chunks()) {
                merge(group.chunks, chunk);
            }
            group.story.source(recording.toString());
            scan.trouble().forEach(trouble -> group.story.note(recording + ": " + trouble));
        }
        return groups;
    }

    /** Of two copies of a chunk the better one is read. */
    private static void merge(List<Chunk> chunks, Chunk chunk) {
        for (int i = 0; i < chunks.size(); i++) {
            Chunk known = chunks.get(i);
            if (known.same(chunk)) {
                boolean better = chunk.whole() && !known.whole();
                chunks.set(
                        i,
                        better || (chunk.whole() == known.whole() && chunk.length() > known.length()) ? chunk : known);
                return;
            }
        }
        chunks.add(chunk);
    }

    private void recordings(List<Group> groups) {
        long total = groups.stream()
                .flatMap(group -> group.chunks.stream())
                .mapToLong(Chunk::length)
                .sum();
        RecordingReader reader = new RecordingReader(progress, total);
        for (Group group : groups) {
            group.chunks.sort(Comparator.comparingLong(Chunk::begin));
            boolean any = false;
            for (Chunk chunk : group.chunks) {
                any |= reader.read(chunk, size(group, chunk), group.story);
            }
            if (!any) {
                List<String> notes = group.story.notes();
                throw new Unreadable(
                        notes.isEmpty()
                                ? group.chunks.get(0).file() + ": found no event in it; expected at least one"
                                : notes.get(notes.size() - 1),
                        "copy the recording again, whole; or have a new one written: jcmd PID JFR.dump");
            }
        }
    }

    private static long size(Group group, Chunk chunk) {
        return group.scans.stream()
                .filter(scan -> scan.file().equals(chunk.file()))
                .mapToLong(ChunkScan::size)
                .findFirst()
                .orElse(0);
    }

    /** The bot whose recordings tell of an incident. */
    private static Optional<Group> recordedIn(IncidentFolder incident, List<Group> groups) {
        return groups.stream()
                .filter(group -> group.story.knows(incident.id())
                        || incident.recording()
                                .filter(file -> group.scans.stream()
                                        .anyMatch(scan -> scan.file().equals(file)))
                                .isPresent())
                .findFirst();
    }

    /** The bot of that name and process; else the only one without a name whose agent recorded at that time. */
    private static Group groupOf(IncidentFolder incident, List<Group> groups) {
        List<Group> around = groups.stream()
                .filter(group -> group.story.pid() < 0
                        && group.story.agent()
                        && group.story.from() <= incident.moment()
                        && group.story.to() >= incident.moment())
                .toList();
        return groups.stream()
                .filter(group -> group.story.pid() == incident.pid()
                        && group.story.name().equals(incident.bot()))
                .findFirst()
                .orElseGet(() -> around.size() == 1 ? around.get(0) : added(groups));
    }

    private static List<Range> ranges(Group group) {
        List<Range> ranges = new ArrayList<>();
        for (Chunk chunk : group.chunks) {
            if (chunk.whole()) {
                ranges.add(new Range(chunk.file(), chunk.offset(), chunk.length(), chunk.begin()));
            }
        }
        return ranges;
    }
}
