package io.resilienceagent.weave;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes how values of the host's types become objects, and objects those again. */
final class Boxes {
    private Boxes() {}

    /** Makes the value on the stack an object. */
    static void box(MethodVisitor code, Type type) {
        if (isPrimitive(type)) {
            cut(code, type);
            String box = of(type);
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, box, "valueOf", "(" + type.getDescriptor() + ")L" + box + ";", false);
        }
    }

    /** The JVM lets any int pass for one of the smaller types; {@code valueOf} would look for it beyond the end of its cache. */
    private static void cut(MethodVisitor code, Type type) {
        switch (type.getSort()) {
            case Type.BYTE -> code.visitInsn(Opcodes.I2B);
            case Type.CHAR -> code.visitInsn(Opcodes.I2C);
            case Type.SHORT -> code.visitInsn(Opcodes.I2S);
            default -> {}
        }
    }

    /** Makes the object on the stack a value of the type. */
    static void unbox(MethodVisitor code, Type type) {
        if (isPrimitive(type)) {
            String box = of(type);
            code.visitTypeInsn(Opcodes.CHECKCAST, box);
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, box, type.getClassName() + "Value", "()" + type.getDescriptor(), false);
        } else {
            code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
        }
    }

    /** The instruction that puts the value on the stack which a field of the type has before it is set. */
    static int zero(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.ICONST_0;
            case Type.LONG -> Opcodes.LCONST_0;
            case Type.FLOAT -> Opcodes.FCONST_0;
            case Type.DOUBLE -> Opcodes.DCONST_0;
            default -> Opcodes.ACONST_NULL;
        };
    }

    private static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }

    private static String of(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> "java/lang/Boolean";
            case Type.CHAR -> "java/lang/Character";
            case Type.BYTE -> "java/lang/Byte";
            case Type.SHORT -> "java/lang/Short";
            case Type.INT -> "java/lang/Integer";
            case Type.FLOAT -> "java/lang/Float";
            case Type.LONG -> "java/lang/Long";
            default -> "java/lang/Double";
        };
    }
}
