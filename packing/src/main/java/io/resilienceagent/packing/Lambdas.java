package io.resilienceagent.packing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Takes the lambdas out of a class and puts them into classes beside it: as few as their interfaces allow. */
final class Lambdas {
    private final Interfaces interfaces;
    private final ClassNode outer;
    private final Map<LambdaClass, List<String>> classes = new LinkedHashMap<>();

    private Lambdas(ClassNode outer, Interfaces interfaces) {
        this.outer = outer;
        this.interfaces = interfaces;
    }

    /**
     * Changes a class so that it makes its lambdas without the JDK's factory.
     *
     * @return the classes that it needs for it from now on; they are of its nest, which its host is yet to be told
     */
    static List<LambdaClass> takeOut(ClassNode outer, Interfaces interfaces) {
        Lambdas lambdas = new Lambdas(outer, interfaces);
        outer.methods.forEach(lambdas::takeOut);
        return List.copyOf(lambdas.classes.keySet());
    }

    static String nestHost(ClassNode of) {
        return of.nestHostClass == null ? of.name : of.nestHostClass;
    }

    private void takeOut(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (instruction instanceof InvokeDynamicInsnNode made) {
                LambdaSite.of(made).ifPresent(site -> {
                    LambdaClass home = home(site.type());
                    method.instructions.set(
                            made, new MethodInsnNode(Opcodes.INVOKESTATIC, home.name(), home.add(site), made.desc));
                });
            }
        }
    }

    private LambdaClass home(String type) {
        for (Map.Entry<LambdaClass, List<String>> candidate : classes.entrySet()) {
            List<String> there = candidate.getValue();
            if (there.contains(type)) {
                return candidate.getKey();
            }
            if (there.stream().allMatch(other -> interfaces.agree(type, other))) {
                there.add(type);
                return candidate.getKey();
            }
        }
        String number = classes.isEmpty() ? "" : Integer.toString(classes.size() + 1);
        LambdaClass home = new LambdaClass(outer.name + "$Lambdas" + number, outer.version, nestHost(outer));
        classes.put(home, new ArrayList<>(List.of(type)));
        return home;
    }
}
