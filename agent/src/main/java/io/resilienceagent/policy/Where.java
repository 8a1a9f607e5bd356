package io.resilienceagent.policy;

/**
 * Where a rule was written, so that a stage that finds it wrong later can say so.
 *
 * @param file the file as the reader was given it, or {@code pack:NAME}
 * @param line from 1
 * @param column from 1
 * @param path the place in the document, as {@code guards.place_order[1].circuit_breaker}
 */
public record Where(String file, int line, int column, String path) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + path;
    }
}
