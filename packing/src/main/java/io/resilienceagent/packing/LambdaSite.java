package io.resilienceagent.packing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * A place where a method makes a lambda or a method reference: what {@link java.lang.invoke.LambdaMetafactory} is asked
 * for there.
 *
 * @param factory takes the captured values, gives the functional interface
 * @param name the interface's method
 * @param erased its type as the interface declares it
 * @param actual its type as it is used here: arguments are of these types
 * @param body the method behind it
 */
record LambdaSite(Type factory, String name, Type erased, Type actual, Handle body) {
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

    /** The site of an instruction; empty for any other one, and for what only the JDK's own factory can do. */
    static Optional<LambdaSite> of(InvokeDynamicInsnNode made) {
        Handle maker = made.bsm;
        if (!maker.getOwner().equals(METAFACTORY) || !maker.getName().equals("metafactory")) {
            return Optional.empty();
        }
        LambdaSite site = new LambdaSite(
                Type.getMethodType(made.desc), made.name, (Type) made.bsmArgs[0], (Type) made.bsmArgs[2], (Handle)
                        made.bsmArgs[1]);
        return site.isPlain() ? Optional.of(site) : Optional.empty();
    }

    /** The functional interface's internal name. */
    String type() {
        return factory.getReturnType().getInternalName();
    }

    List<Type> captured() {
        return List.of(factory.getArgumentTypes());
    }

    /** What the body is given, with the object that it is called on. */
    List<Type> taken() {
        List<Type> taken = new ArrayList<>();
        if (body.getTag() != Opcodes.H_INVOKESTATIC && body.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
            taken.add(Type.getObjectType(body.getOwner()));
        }
        taken.addAll(List.of(Type.getArgumentTypes(body.getDesc())));
        return taken;
    }

    /** What comes out of the body. */
    Type given() {
        return body.getTag() == Opcodes.H_NEWINVOKESPECIAL
                ? Type.getObjectType(body.getOwner())
                : Type.getReturnType(body.getDesc());
    }

    /** Not what a superclass has: a lambda's own method is private, and older compilers have it called as such. */
    private boolean isLambda() {
        return body.getName().startsWith("lambda$");
    }

    /** What is captured is of the type that the body takes, says the factory's contract. */
    private boolean isPlain() {
        List<Type> taken = taken();
        int captures = captured().size();
        Type[] arguments = actual.getArgumentTypes();
        return (body.getTag() != Opcodes.H_INVOKESPECIAL || isLambda())
                && taken.size() == captures + arguments.length
                && IntStream.range(0, arguments.length)
                        .allMatch(
                                i -> Fitting.fits(erased.getArgumentTypes()[i], arguments[i], taken.get(captures + i)))
                && Fitting.fits(given(), given(), erased.getReturnType());
    }
}
