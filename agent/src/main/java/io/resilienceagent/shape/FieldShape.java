package io.resilienceagent.shape;

import org.objectweb.asm.Opcodes;

/**
 * A field as its class file declares it. Immutable.
 *
 * @param name its name
 * @param type the name of its type, as {@code int}, {@code java.lang.String} or {@code byte[]}
 * @param access the class file's flags
 */
public record FieldShape(String name, String type, int access) {
    /** Whether it is final. */
    public boolean isFinal() {
        return (access & Opcodes.ACC_FINAL) != 0;
    }
}
