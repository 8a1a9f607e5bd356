package io.resilienceagent.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * What one class file of the agent says: the classes it names in any way, the methods it calls.
 *
 * @param name its dotted name
 * @param names the dotted names of all classes that it names
 * @param calls the methods that it calls, as {@code java.lang.System#nanoTime}
 * @param dynamicCalls how many of its calls are {@code invokedynamic}: lambdas, and texts put together by +
 */
record ClassFacts(String name, Set<String> names, Set<String> calls, int dynamicCalls) {
    private static final Path CLASSES = Path.of("target", "classes");

    /** All classes of the agent, but the bridge, which is the JDK's. */
    static List<ClassFacts> all() {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("io"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(ClassFacts::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The room of the house that it stands in. */
    String room() {
        return roomOf(name);
    }

    /** The room of a class of ours; empty for a class of others. */
    static String roomOf(String name) {
        String[] parts = name.split("\\.", -1);
        return name.startsWith("io.resilienceagent.") ? parts[2] : "";
    }

    private static ClassFacts of(Path file) {
        try {
            ClassReader reader = new ClassReader(Files.readAllBytes(file));
            Set<String> names = new TreeSet<>();
            Calls calls = new Calls();
            reader.accept(calls, 0);
            reader.accept(new ClassRemapper(new ClassVisitor(Opcodes.ASM9) {}, new Names(names)), 0);
            return new ClassFacts(reader.getClassName().replace('/', '.'), names, calls.names, calls.dynamic);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Is asked for each class that is named, in whatever place, and renames none. */
    private static final class Names extends Remapper {
        private final Set<String> names;

        Names(Set<String> names) {
            super(Opcodes.ASM9);
            this.names = names;
        }

        @Override
        public String map(String internalName) {
            names.add(internalName.replace('/', '.'));
            return internalName;
        }
    }

    private static final class Calls extends ClassVisitor {
        private final Set<String> names = new TreeSet<>();
        private int dynamic;

        Calls() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    names.add(owner.replace('/', '.') + "#" + method);
                }

                @Override
                public void visitInvokeDynamicInsn(String method, String type, Handle bootstrap, Object... constants) {
                    dynamic++;
                    for (Object constant : constants) {
                        if (constant instanceof Handle handle) {
                            names.add(handle.getOwner().replace('/', '.') + "#" + handle.getName());
                        }
                        assert !(constant instanceof ConstantDynamic);
                    }
                }
            };
        }
    }
}
