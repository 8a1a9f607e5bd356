package io.resilienceagent.packing;

import java.util.Map;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/** How a value of one type becomes one of another, as far as lambdas need it: casts, boxes, and nothing else. */
final class Fitting {
    private static final Map<Type, Type> BOXES = Map.of(
            Type.BOOLEAN_TYPE, Type.getType(Boolean.class),
            Type.BYTE_TYPE, Type.getType(Byte.class),
            Type.CHAR_TYPE, Type.getType(Character.class),
            Type.SHORT_TYPE, Type.getType(Short.class),
            Type.INT_TYPE, Type.getType(Integer.class),
            Type.LONG_TYPE, Type.getType(Long.class),
            Type.FLOAT_TYPE, Type.getType(Float.class),
            Type.DOUBLE_TYPE, Type.getType(Double.class));
    private static final Type OBJECT = Type.getType(Object.class);

    private Fitting() {}

    static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }

    /**
     * Whether {@link #fit} knows the way.
     *
     * @param declared of the value, for the verifier
     * @param actual of the value, as generics have it
     * @param wanted the type that it is to have
     */
    static boolean fits(Type declared, Type actual, Type wanted) {
        if (wanted.equals(Type.VOID_TYPE)) {
            return true;
        }
        if (isPrimitive(declared)) {
            return wanted.equals(declared)
                    || wanted.equals(BOXES.get(declared))
                    || (wanted.equals(OBJECT) && !declared.equals(Type.VOID_TYPE));
        }
        return !isPrimitive(wanted) || actual.equals(BOXES.get(wanted));
    }

    /** Takes the value on top of the stack from one type to another. */
    static void fit(GeneratorAdapter code, Type declared, Type actual, Type wanted) {
        if (wanted.equals(Type.VOID_TYPE)) {
            drop(code, declared);
        } else if (isPrimitive(declared)) {
            if (!isPrimitive(wanted)) {
                code.valueOf(declared);
            }
        } else if (isPrimitive(wanted)) {
            code.unbox(wanted);
        } else {
            cast(code, declared, actual);
            cast(code, actual, wanted);
        }
    }

    private static void cast(GeneratorAdapter code, Type from, Type to) {
        if (!from.equals(to)) {
            // To Object it is none.
            code.checkCast(to);
        }
    }

    private static void drop(GeneratorAdapter code, Type type) {
        if (type.getSize() == 2) {
            code.pop2();
        } else if (type.getSize() == 1) {
            code.pop();
        }
    }
}
