package io.resilienceagent.weave;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;

/** Values in the type that a method returns. A wrong one would be an exception in the middle of the host's code. */
final class Returns {
    private Returns() {}

    /** The value where the type takes it, a number or name converted; else null, or a primitive's zero. */
    static Object fit(Object value, Class<?> type) {
        if (type == void.class) {
            return null;
        }
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        if (boxed.isInstance(value)) {
            return value;
        }
        Object converted = value == null ? null : converted(value, boxed);
        return converted == null && type.isPrimitive() ? zero(boxed) : converted;
    }

    /** Whether {@link #fit} keeps the value's meaning. */
    static boolean fits(Object value, Class<?> type) {
        if (value == null) {
            return !type.isPrimitive() || type == void.class;
        }
        return type != void.class
                && fit(value, MethodType.methodType(type).wrap().returnType()) != null;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object converted(Object value, Class<?> type) {
        if (value instanceof BigDecimal number) {
            return number(number, type);
        }
        if (value instanceof String text && type.isEnum()) {
            try {
                return Enum.valueOf((Class<? extends Enum>) type, text);
            } catch (IllegalArgumentException noSuchConstant) {
                return null;
            }
        }
        return null;
    }

    private static Object number(BigDecimal number, Class<?> type) {
        if (type == Integer.class) {
            return number.intValue();
        } else if (type == Long.class) {
            return number.longValue();
        } else if (type == Double.class) {
            return number.doubleValue();
        } else if (type == Float.class) {
            return number.floatValue();
        } else if (type == Short.class) {
            return number.shortValue();
        } else if (type == Byte.class) {
            return number.byteValue();
        }
        return type == String.class ? number.toPlainString() : null;
    }

    private static Object zero(Class<?> boxed) {
        if (boxed == Boolean.class) {
            return false;
        }
        return boxed == Character.class ? (Object) '\0' : number(BigDecimal.ZERO, boxed);
    }
}
