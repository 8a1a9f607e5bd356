package io.resilienceagent.bind;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;

/**
 * Values in a type of the host's, as a result or an argument. One of another type would be an exception in the middle of
 * the host's code.
 */
public final class Fit {
    private Fit() {}

    /** The value where the type takes it, a number or name converted; else null, or a primitive's zero. */
    public static Object into(Object value, Class<?> type) {
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

    /** Whether {@link #into} keeps the value's meaning. */
    public static boolean isPossible(Object value, Class<?> type) {
        if (value == null) {
            return !type.isPrimitive() || type == void.class;
        }
        return type != void.class
                && into(value, MethodType.methodType(type).wrap().returnType()) != null;
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
