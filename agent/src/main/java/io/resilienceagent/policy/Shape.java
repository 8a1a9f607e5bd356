package io.resilienceagent.policy;

import java.util.List;
import java.util.Map;

/**
 * What may stand at a place of a policy. One shape per type: it reads the value, says what is wrong with it, and
 * describes itself to the JSON Schema and to the reference, so these three cannot part.
 */
abstract class Shape {
    /** The value of a node, or null if there is none; then the problem has been told. */
    abstract Object read(Node node, NodePath path, Problems problems);

    /** A value for what could not be read, so that the checks of all else can go on. It never leaves the reader. */
    abstract Object placeholder();

    /** The JSON Schema of such a value. Mappings are defined once and referred to. */
    abstract Map<String, Object> schema();

    /** The type in the words of the reference. */
    abstract String words();

    /** The shapes of which this one is made. */
    List<Shape> parts() {
        return List.of();
    }
}
