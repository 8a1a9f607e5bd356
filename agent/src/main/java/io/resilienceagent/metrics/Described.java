package io.resilienceagent.metrics;

import java.util.List;

/**
 * A metric as the documentation shows it.
 *
 * @param name in full
 * @param type {@code counter}, {@code gauge}, {@code histogram} or {@code info}
 * @param labels the names of its labels
 * @param help what it tells
 */
public record Described(String name, String type, List<String> labels, String help) {}
