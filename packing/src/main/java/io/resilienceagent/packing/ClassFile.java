package io.resilienceagent.packing;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;
import org.objectweb.asm.tree.ClassNode;

/** A class as bytes and as a tree. */
final class ClassFile {
    /** The first format with nests: a class's lambdas may stand beside it and call its private methods. */
    private static final int FORMAT = Opcodes.V11;
    /** Classes of older ones are verified by a second verifier, slower, which has to be loaded for them. */
    private static final int FIRST_WITH_FRAMES = Opcodes.V1_6;

    private ClassFile() {}

    /**
     * Reads a class, and brings it to a format that a JVM takes quickly. The names of local variables are left out: they are
     * for debuggers, and lines stay.
     *
     * @param loader knows the classes that it speaks of
     */
    static ClassNode read(byte[] bytes, ClassLoader loader) {
        ClassNode tree = new ClassNode();
        ClassReader reader = new ClassReader(bytes);
        if (reader.readUnsignedShort(6) < FIRST_WITH_FRAMES) {
            reader = new ClassReader(withFrames(reader, loader));
        }
        reader.accept(tree, 0);
        tree.version = Math.max(tree.version, FORMAT);
        tree.methods.forEach(method -> method.localVariables = null);
        return tree;
    }

    static byte[] write(ClassNode tree) {
        ClassWriter writer = new ClassWriter(0);
        tree.accept(writer);
        return writer.toByteArray();
    }

    private static byte[] withFrames(ClassReader reader, ClassLoader loader) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return loader;
            }
        };
        reader.accept(new Newer(writer), ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    private static final class Newer extends ClassVisitor {
        Newer(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            super.visit(FORMAT, access, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            // Subroutines are of the old formats only.
            return new JSRInlinerAdapter(next, access, name, descriptor, signature, exceptions);
        }
    }
}
