package io.resilienceagent.incident;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Keeps incidents below one directory, a folder each, within bounds: the oldest go first, never one that lasts or is
 * being written. What the disk does not take is kept in memory, said so, and written later. Thread-safe; never throws
 * but for a name that is none. Waits for the disk, so it is called on the agent's own threads.
 */
public final class IncidentStore {
    private static final String SUMMARY = "summary.json";
    private static final int MOST_IN_MEMORY = 100;
    private static final int MOST_RECENT = 10;

    private final Path root;
    private final IncidentFolders folders;
    private final UnaryOperator<String> redact;
    private final EventLog log;
    private volatile int keep;
    private volatile long maxBytes;
    private volatile List<Incident> recent = List.of();
    /** Guarded by this, like all below: incidents that last. */
    private final Set<String> lasting = new HashSet<>();
    /** How many files of an incident are being written. */
    private final Map<String, Integer> writing = new HashMap<>();
    /** What was seen of incidents, whatever the disk took. */
    private final IncidentTally tally = new IncidentTally();
    /** What the disk did not take, oldest first. */
    private final Map<String, Incident> unwritten = new LinkedHashMap<>();

    /** Fills a file that is there, empty, for its owner only. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it, or throws: then the file is removed. */
        void writeTo(Path file) throws IOException;
    }

    /**
     * Begins with what earlier runs left; what they left half written is removed.
     *
     * @param root where the folders are; made with the first incident
     * @param keep the most incidents that are kept
     * @param maxBytes the most bytes that they may take together
     * @param redact takes secrets out of a text
     */
    public IncidentStore(Path root, int keep, long maxBytes, UnaryOperator<String> redact, EventLog log) {
        this.root = root;
        this.folders = new IncidentFolders(root);
        this.keep = keep;
        this.maxBytes = maxBytes;
        this.redact = redact;
        this.log = log;
        try {
            folders.removeUnfinished();
        } catch (IOException | RuntimeException unreadable) {
            log.failure("INCIDENTS_UNREADABLE", root.toString(), unreadable);
        }
        prune();
    }

    /** Sets other bounds, as a reloaded policy has them. */
    public void bounds(int incidents, long bytes) {
        keep = incidents;
        maxBytes = bytes;
    }

    /** Writes the newest version of an incident's summary, or keeps it in memory for {@link #retry()}. */
    public void write(Incident incident) {
        IncidentFolders.check(incident.incidentId(), SUMMARY);
        tally.seen(incident);
        synchronized (this) {
            if (incident.lasts()) {
                lasting.add(incident.incidentId());
            } else {
                lasting.remove(incident.incidentId());
            }
            boolean waited = unwritten.containsKey(incident.incidentId());
            try {
                summary(incident);
                unwritten.remove(incident.incidentId());
            } catch (Throwable refused) {
                keepInMemory(incident, waited, refused);
            }
            remember(incident);
        }
        prune();
    }

    private void remember(Incident incident) {
        try {
            List<Incident> next = new ArrayList<>();
            boolean known = false;
            for (Incident former : recent) {
                boolean same = former.incidentId().equals(incident.incidentId());
                next.add(same ? incident : former);
                known |= same;
            }
            if (!known) {
                next.add(incident);
            }
            recent = next.subList(Math.max(0, next.size() - MOST_RECENT), next.size());
        } catch (OutOfMemoryError hopeless) {
            // The disk may still take it.
        }
    }

    /** The last few of this process in their newest versions, oldest first. Waits for no disk. */
    public List<Incident> recent() {
        return recent;
    }

    /** Loads what writing a summary takes, so that one can be written when there is no memory for that. */
    public void prepare(Incident trial) {
        try (OutputStream nowhere = OutputStream.nullOutputStream()) {
            trial.writeTo(nowhere, redact);
        } catch (IOException impossible) {
            log.failure("INCIDENT_UNWRITTEN", "prepare", impossible);
        }
    }

    private void summary(Incident incident) throws IOException {
        folders.write(incident.incidentId(), SUMMARY, file -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                incident.writeTo(out, redact);
            }
        });
    }

    private void keepInMemory(Incident incident, boolean told, Throwable refused) {
        try {
            unwritten.put(incident.incidentId(), incident);
            tellKept(incident, told, refused);
        } catch (OutOfMemoryError hopeless) {
            // No memory to keep it in, nor to say so.
        }
    }

    private void tellKept(Incident incident, boolean told, Throwable refused) {
        log.failure("INCIDENT_UNWRITTEN", root.toString(), refused);
        if (!told) {
            log.critical(
                    "INCIDENT_KEPT_IN_MEMORY",
                    "incident_id=" + incident.incidentId() + " kind=" + incident.kind() + " loop=" + incident.loop()
                            + " cause=" + incident.cause() + " reason=\"" + refused + '"');
        }
        if (unwritten.size() > MOST_IN_MEMORY) {
            String oldest = unwritten.keySet().iterator().next();
            unwritten.remove(oldest);
            log.critical(
                    "INCIDENT_LOST", "incident_id=" + oldest + " reason=\"the disk takes none of the newer ones\"");
        }
    }

    /** Writes what waits in memory, as far as the disk takes it now. To be called every few seconds. */
    public synchronized void retry() {
        for (Iterator<Incident> waiting = unwritten.values().iterator(); waiting.hasNext(); ) {
            Incident incident = waiting.next();
            try {
                summary(incident);
            } catch (Throwable stillRefused) {
                log.failure("INCIDENT_UNWRITTEN", root.toString(), stillRefused);
                return;
            }
            waiting.remove();
            log.notice("INCIDENT_WRITTEN", "incident_id=" + incident.incidentId());
        }
    }

    /** How many incidents there were, by their kind. */
    public IncidentTally tally() {
        return tally;
    }

    /** Those that wait in memory, oldest first. */
    public synchronized List<Incident> unwritten() {
        return List.copyOf(unwritten.values());
    }

    /**
     * Writes another file of an incident, such as its task dump; readers never see a part of it.
     *
     * @return where it stands; empty when the disk did not take it, which is told
     */
    public Optional<Path> write(String incidentId, String file, Content content) {
        IncidentFolders.check(incidentId, file);
        synchronized (this) {
            writing.merge(incidentId, 1, Integer::sum);
        }
        try {
            return Optional.of(folders.write(incidentId, file, content));
        } catch (Throwable refused) {
            tellUnwritten(incidentId, file, refused);
            return Optional.empty();
        } finally {
            synchronized (this) {
                writing.computeIfPresent(incidentId, (id, files) -> files == 1 ? null : files - 1);
            }
            prune();
        }
    }

    private void tellUnwritten(String incidentId, String file, Throwable refused) {
        try {
            log.failure("INCIDENT_FILE_UNWRITTEN", file, refused);
            log.critical(
                    "INCIDENT_FILE_UNWRITTEN",
                    "incident_id=" + incidentId + " file=" + file + " reason=\"" + refused + '"');
        } catch (OutOfMemoryError hopeless) {
            // The answer says it.
        }
    }

    private synchronized void prune() {
        try {
            Set<String> inUse = new HashSet<>(lasting);
            inUse.addAll(writing.keySet());
            folders.prune(keep, maxBytes, inUse);
        } catch (IOException | RuntimeException | OutOfMemoryError unreadable) {
            log.failure("INCIDENTS_UNREADABLE", root.toString(), unreadable);
        }
    }
}
