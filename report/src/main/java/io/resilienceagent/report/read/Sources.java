package io.resilienceagent.report.read;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What there is to be read, found out from the files and folders that somebody named.
 *
 * @param recordings recordings, each once
 * @param incidents folders of incidents
 * @param statuses status files of agents
 * @param troubles what nobody named and could not be read, a sentence each
 */
record Sources(Set<Path> recordings, List<IncidentFolder> incidents, List<StatusFile> statuses, List<String> troubles) {
    private static final String STATUS = "status.json";
    private static final String INCIDENTS = "incidents";
    private static final String RECORDINGS = "recordings";

    /**
     * Looks at what was named: recordings, folders of incidents, a folder of such folders, or an agent's directory.
     *
     * @throws Unreadable when one of them is none of these
     */
    static Sources of(List<Path> named) {
        Sources sources = new Sources(new LinkedHashSet<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                sources.directory(path);
            } else {
                sources.recordings.add(path);
            }
        }
        return sources;
    }

    private void directory(Path directory) {
        if (Files.exists(directory.resolve(IncidentFolder.SUMMARY))) {
            incident(directory);
            Path above = directory.toAbsolutePath().normalize().getParent();
            if (above != null && above.getParent() != null) {
                status(above.getParent());
            }
            return;
        }
        Path inside = Files.isDirectory(directory.resolve(INCIDENTS)) ? directory.resolve(INCIDENTS) : directory;
        int before = incidents.size() + recordings.size();
        for (Path path : sorted(inside)) {
            if (Files.exists(path.resolve(IncidentFolder.SUMMARY))) {
                incident(path);
            } else if (path.toString().endsWith(".jfr") && Files.isRegularFile(path)) {
                recordings.add(path);
            }
        }
        if (Files.isDirectory(directory.resolve(RECORDINGS))) {
            sorted(directory.resolve(RECORDINGS)).forEach(this::kept);
        }
        Path state = inside.toAbsolutePath().normalize().endsWith(INCIDENTS)
                ? inside.toAbsolutePath().normalize().getParent()
                : directory;
        status(state);
        if (before == incidents.size() + recordings.size() && statuses.isEmpty()) {
            throw new Unreadable(
                    directory + ": found neither " + IncidentFolder.SUMMARY
                            + " nor a recording in it; expected the folder "
                            + "of an incident, of several, or an agent's directory",
                    "name a folder as resilience-state/incidents/stall-1f03a9c2");
        }
    }

    private void incident(Path folder) {
        IncidentFolder incident = IncidentFolder.of(folder);
        incidents.add(incident);
        incident.recording().ifPresent(recordings::add);
    }

    /** One that was recorded on command, and lies there: nobody named it, so it keeps nobody from reading the rest. */
    private void kept(Path file) {
        if (file.toString().endsWith(".jfr") && Files.isRegularFile(file)) {
            try {
                ChunkScan.of(file);
                recordings.add(file);
            } catch (Unreadable broken) {
                troubles.add(broken.getMessage());
            }
        }
    }

    private void status(Path state) {
        Path file = state.resolve(STATUS);
        if (Files.isRegularFile(file)
                && statuses.stream().noneMatch(known -> known.file().equals(file))) {
            statuses.add(StatusFile.of(file));
        }
    }

    private static List<Path> sorted(Path directory) {
        List<Path> inside = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
            paths.forEach(inside::add);
        } catch (IOException refused) {
            throw new Unreadable(directory + " cannot be read: " + refused.getMessage(), "run it as the bot's user");
        }
        inside.sort(Path::compareTo);
        return inside;
    }
}
