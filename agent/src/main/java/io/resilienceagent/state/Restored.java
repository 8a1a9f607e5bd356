package io.resilienceagent.state;

import java.util.Optional;

/**
 * What was found on the disk at the start.
 *
 * @param standing how things stood when the last process ended; empty when it cannot be told, or nothing was there
 * @param problem what is wrong with the file; empty when nothing is
 */
public record Restored(Optional<Standing> standing, Optional<String> problem) {}
