package io.resilienceagent.dump;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of a dump.
 *
 * @param totalTasks how many tasks it lists; 0 when it failed before they were counted
 * @param nanos how long it took; 0 when it failed early
 * @param bytes how long the file is; 0 where there is none
 * @param file where it stands, whole; empty when it failed, which has been told
 */
public record DumpResult(int totalTasks, long nanos, long bytes, Optional<Path> file) {}
