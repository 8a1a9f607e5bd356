package io.resilienceagent.weave;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** How stack maps speak of types. */
final class StackMaps {
    private StackMaps() {}

    /** What a stack map says of a slot of this type. */
    static Object of(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }
}
