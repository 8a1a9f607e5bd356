package io.resilienceagent.weave;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes as no Java compiler writes them. Their method is called {@code call}; what they count is {@link #ran}. */
public final class HandMade {
    static final AtomicInteger RUNS = new AtomicInteger();
    private static final AtomicInteger CLASSES = new AtomicInteger();

    private HandMade() {}

    /** The code of a method, and what it is called with. Stack maps and sizes are its own affair. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Odd(String name, int access, String descriptor, Object[] arguments, BiConsumer<MethodVisitor, String> code) {
        static Odd ofClass(
                String name, String descriptor, BiConsumer<MethodVisitor, String> code, Object... arguments) {
            return new Odd(name, Opcodes.ACC_STATIC, descriptor, arguments, code);
        }

        static Odd ofObject(
                String name, String descriptor, BiConsumer<MethodVisitor, String> code, Object... arguments) {
            return new Odd(name, 0, descriptor, arguments, code);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a call came to. */
    record Outcome(Object value, Throwable thrown) {
        @Override
        public String toString() {
            return thrown == null ? "value " + shown() : "thrown " + thrown;
        }

        private String shown() {
            String all = Arrays.deepToString(new Object[] {value});
            return all.substring(1, all.length() - 1);
        }
    }

    /** A method's body says that it runs; what is left on the stack stays. */
    static void ran(MethodVisitor code) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "io/resilienceagent/weave/HandMade", "ran", "()V", false);
    }

    /** Called by those bodies. */
    public static void ran() {
        RUNS.incrementAndGet();
    }

    /** Called by those bodies: three times no, then yes, and so on. */
    public static boolean enough() {
        return RUNS.incrementAndGet() % 4 == 0;
    }

    /** The class file of a class with one such method and a {@code bystander} that answers 1. */
    static byte[] classFile(String name, int version, Odd odd) {
        ClassWriter made = new ClassWriter(0);
        made.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, name, null, "java/lang/Object", null);
        MethodVisitor maker = made.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        maker.visitCode();
        maker.visitVarInsn(Opcodes.ALOAD, 0);
        maker.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        maker.visitInsn(Opcodes.RETURN);
        maker.visitMaxs(1, 1);
        MethodVisitor code = made.visitMethod(odd.access() | Opcodes.ACC_PUBLIC, "call", odd.descriptor(), null, null);
        code.visitCode();
        odd.code().accept(code, name);
        code.visitEnd();
        MethodVisitor bystander =
                made.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "bystander", "()I", null, null);
        bystander.visitCode();
        bystander.visitInsn(Opcodes.ICONST_1);
        bystander.visitInsn(Opcodes.IRETURN);
        bystander.visitMaxs(1, 0);
        made.visitEnd();
        return made.toByteArray();
    }

    /** The name of a class that is still to be made. */
    static String freshName() {
        return "made.Class" + CLASSES.incrementAndGet();
    }

    static Class<?> define(String name, int version, Odd odd) {
        return defined(name, classFile(name.replace('.', '/'), version, odd));
    }

    static Class<?> defined(String name, byte[] classFile) {
        try {
            // Its parent has what the code calls.
            return new ClassLoader(HandMade.class.getClassLoader()) {
                @Override
                protected Class<?> findClass(String wanted) {
                    return defineClass(name, classFile, 0, classFile.length);
                }
            }.loadClass(name);
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Outcome call(Class<?> type, Object... arguments) {
        return call(type, "call", arguments);
    }

    static Outcome call(Class<?> type, String name, Object... arguments) {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(m -> m.getName().equals(name))
                .findFirst()
                .orElseThrow();
        try {
            return new Outcome(method.invoke(type.getDeclaredConstructor().newInstance(), arguments), null);
        } catch (InvocationTargetException thrown) {
            return new Outcome(null, thrown.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible);
        }
    }
}
