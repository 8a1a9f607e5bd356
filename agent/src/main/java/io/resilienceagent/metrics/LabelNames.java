package io.resilienceagent.metrics;

import java.util.List;

/**
 * The names of a metric's labels.
 *
 * @param names in the order in which values are given
 * @param open the place of the one whose values nobody bounds; what is too many is shown with {@code other} there
 */
record LabelNames(List<String> names, int open) {
    /** No labels. */
    static final LabelNames NONE = new LabelNames(List.of(), -1);

    /** These, of which the first is open. */
    static LabelNames of(String... names) {
        return new LabelNames(List.of(names), 0);
    }

    /** The same, with another one open. */
    LabelNames open(String name) {
        return new LabelNames(names, names.indexOf(name));
    }
}
