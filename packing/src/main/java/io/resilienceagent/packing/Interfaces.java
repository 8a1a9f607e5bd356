package io.resilienceagent.packing;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Which functional interfaces one class may implement, and no object of it is taken for what it is not. The JDK is not looked
 * through: it asks no object whether it is one of its functional interfaces.
 */
final class Interfaces {
    private final ClassLoader loader;
    /** Types that some code asks objects for, and those that it names at all, since it could. */
    private final Set<String> askedFor = new HashSet<>();

    /** @param loader finds the classes of the jar, and the JDK's; none of them is initialized */
    Interfaces(ClassLoader loader) {
        this.loader = loader;
    }

    /** Looks through a class of the jar. All of them come before the first question. */
    void learn(ClassNode from) {
        for (MethodNode method : from.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction.getOpcode() == Opcodes.INSTANCEOF) {
                    askedFor.add(((TypeInsnNode) instruction).desc);
                } else if (instruction instanceof LdcInsnNode constant && constant.cst instanceof Type type) {
                    askedFor.add(type.getInternalName());
                }
            }
        }
    }

    /** Whether one class may be both: nobody asks which it is, and no method of one is a default of the other. */
    boolean agree(String one, String other) {
        Class<?> first = load(one);
        Class<?> second = load(other);
        return !isAskedFor(first) && !isAskedFor(second) && !collides(first, second) && !collides(second, first);
    }

    private boolean isAskedFor(Class<?> type) {
        if (askedFor.contains(Type.getInternalName(type))) {
            return true;
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (isAskedFor(parent)) {
                return true;
            }
        }
        return false;
    }

    private static boolean collides(Class<?> one, Class<?> other) {
        for (Method method : one.getMethods()) {
            if (method.isDefault()) {
                for (Method rival : other.getMethods()) {
                    if (!Modifier.isStatic(rival.getModifiers())
                            && rival.getName().equals(method.getName())
                            && Type.getMethodDescriptor(rival).equals(Type.getMethodDescriptor(method))
                            && !rival.equals(method)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(name + " is neither in the jar nor in the JDK", missing);
        }
    }
}
