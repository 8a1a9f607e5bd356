package io.resilienceagent.shape;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A class as its class file declares it. Immutable.
 *
 * @param name its name, as {@code java.util.Map$Entry}
 * @param access the class file's flags
 * @param superclass the name of its superclass; empty for an interface and for {@code Object}
 * @param interfaces the names of the interfaces that it names
 * @param methods what it declares, constructors and static initializers among them, in the class file's order
 * @param fields what it declares
 */
public record ClassShape(
        String name,
        int access,
        String superclass,
        List<String> interfaces,
        List<MethodShape> methods,
        List<FieldShape> fields) {
    private static final int DECLARATIONS = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

    /**
     * Reads a class file.
     *
     * @throws RuntimeException when it is none, or one of a JDK that is newer than the agent knows
     */
    public static ClassShape of(byte[] classFile) {
        Reading reading = new Reading();
        new ClassReader(classFile).accept(reading, DECLARATIONS);
        return new ClassShape(
                reading.name,
                reading.access,
                (reading.access & Opcodes.ACC_INTERFACE) != 0 ? "" : reading.superclass,
                reading.interfaces,
                reading.methods,
                reading.fields);
    }

    /** Whether it is an interface. */
    public boolean isInterface() {
        return (access & Opcodes.ACC_INTERFACE) != 0;
    }

    /** Whether it has no objects of its own, only its subclasses have. */
    public boolean isAbstract() {
        return (access & Opcodes.ACC_ABSTRACT) != 0;
    }

    /** Whether it is an enumeration. */
    public boolean isEnum() {
        return (access & Opcodes.ACC_ENUM) != 0;
    }

    private static String dotted(String internalName) {
        return internalName == null ? "" : internalName.replace('/', '.');
    }

    private static List<String> dotted(String[] internalNames) {
        List<String> names = new ArrayList<>();
        if (internalNames != null) {
            for (String internalName : internalNames) {
                names.add(dotted(internalName));
            }
        }
        return names;
    }

    private static final class Reading extends ClassVisitor {
        private String name = "";
        private int access;
        private String superclass = "";
        private List<String> interfaces = List.of();
        private final List<MethodShape> methods = new ArrayList<>();
        private final List<FieldShape> fields = new ArrayList<>();

        Reading() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int flags, String type, String signature, String parent, String[] implemented) {
            name = dotted(type);
            access = flags;
            superclass = dotted(parent);
            interfaces = dotted(implemented);
        }

        @Override
        public FieldVisitor visitField(int flags, String field, String descriptor, String signature, Object value) {
            fields.add(new FieldShape(field, Type.getType(descriptor).getClassName(), flags));
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int flags, String method, String descriptor, String signature, String[] exceptions) {
            List<String> annotations = new ArrayList<>();
            methods.add(new MethodShape(name, method, descriptor, flags, dotted(exceptions), annotations));
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    annotations.add(Type.getType(annotation).getClassName());
                    return null;
                }
            };
        }
    }
}
