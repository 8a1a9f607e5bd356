package io.resilienceagent.weave;

import java.util.function.Consumer;

/**
 * Wants to know the live objects of one class, its subclasses' among them: each is told when a constructor of the class
 * returns. A class that was loaded before it was woven may have objects already: there each is told again whenever a
 * method of the class is called on it.
 *
 * @param className the class's full name
 * @param seen is told, on the host's thread, so it is quick; of one object more than once
 */
public record InstanceWatch(String className, Consumer<Object> seen) {
    /** What woven code knows the watch by. */
    String key() {
        return "instances of " + className;
    }
}
