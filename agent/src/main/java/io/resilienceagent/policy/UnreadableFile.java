package io.resilienceagent.policy;

/** Thrown inside the reader when the rest of a file cannot be made sense of; the file's problem is in it. */
final class UnreadableFile extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String found;
    private final String expected;
    private final String hint;

    UnreadableFile(Place place, String found, String expected, String hint) {
        super(found);
        this.place = place;
        this.found = found;
        this.expected = expected;
        this.hint = hint;
    }

    void report(Problems problems, NodePath path) {
        problems.add(place, path, found, expected, hint);
    }

    /** The same problem seen from the place that names the file, if the file as a whole is meant. */
    UnreadableFile from(Place includedAt) {
        return place.line() > 0 ? this : new UnreadableFile(includedAt, found, expected, hint);
    }
}
