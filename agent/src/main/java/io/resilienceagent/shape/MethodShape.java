package io.resilienceagent.shape;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method as its class file declares it, constructors and static initializers among them. Immutable; equal to another of the same
 * owner, name and descriptor. All types are named as in {@link FieldShape}, without type arguments.
 *
 * @param owner the class that declares it
 * @param name its name
 * @param descriptor its JVM descriptor
 * @param access the class file's flags
 * @param exceptions the exceptions that it declares
 * @param annotations the annotations that it carries, of whatever retention but {@code SOURCE}
 */
public record MethodShape(
        String owner, String name, String descriptor, int access, List<String> exceptions, List<String> annotations) {
    /** The types of its parameters. */
    public List<String> parameters() {
        List<String> names = new ArrayList<>();
        for (Type type : Type.getArgumentTypes(descriptor)) {
            names.add(type.getClassName());
        }
        return names;
    }

    /** The type of what it returns. */
    public String returned() {
        return Type.getReturnType(descriptor).getClassName();
    }

    /** Whether it has no parameters. */
    public boolean takesNothing() {
        return descriptor.startsWith("()");
    }

    /** Whether it makes objects. */
    public boolean isConstructor() {
        return name.equals("<init>");
    }

    /** Whether it is neither a constructor nor a static initializer. */
    public boolean isMethod() {
        return name.charAt(0) != '<';
    }

    /** Whether it belongs to the class, not to an object. */
    public boolean isStatic() {
        return has(Opcodes.ACC_STATIC);
    }

    /** Whether a subclass has its body. */
    public boolean isAbstract() {
        return has(Opcodes.ACC_ABSTRACT);
    }

    /** Whether its body is no bytecode. */
    public boolean isNative() {
        return has(Opcodes.ACC_NATIVE);
    }

    /** Whether the compiler made it to pass calls on to the one with other types. */
    public boolean isBridge() {
        return has(Opcodes.ACC_BRIDGE);
    }

    /** Whether the compiler made it. */
    public boolean isSynthetic() {
        return has(Opcodes.ACC_SYNTHETIC);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MethodShape method
                && method.owner.equals(owner)
                && method.name.equals(name)
                && method.descriptor.equals(descriptor);
    }

    /** By hand, as {@link #equals}: the JVM links those of a record when they are first asked, which takes longer than reading a class. */
    @Override
    public int hashCode() {
        return name.hashCode() * 31 + descriptor.hashCode();
    }

    private boolean has(int flag) {
        return (access & flag) != 0;
    }
}
