package io.resilienceagent.flight;

import java.nio.file.Path;

/**
 * A recording on the disk.
 *
 * @param name its name
 * @param file where it stands, for its owner only
 * @param bytes how long it is
 */
public record WrittenRecording(String name, Path file, long bytes) {}
