package io.resilienceagent.weave;

import io.resilienceagent.shape.ClassShape;
import io.resilienceagent.shape.MethodShape;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;

/**
 * Rewrites one class: puts {@link Around} the methods that the patterns mean, and {@link Sighting} into those of watched objects. All
 * other methods stay byte for byte. Nothing but the class file is read, so that no class of the host's is loaded. Thread-safe.
 */
final class Bytecode {
    private final WovenCalls calls;

    /** @param bridge the bootstrap method that woven calls name */
    Bytecode(Method bridge) {
        this.calls = new WovenCalls(bridge);
    }

    /** What became of a class: its new bytes, or null where no method matched; and what a person should know. */
    @SuppressWarnings("ArrayRecordComponent") // never compared: it carries a class file from one method to the next
    record Woven(byte[] bytes, Map<Pointcut, Set<String>> methods, List<String> problems) {}

    /**
     * Whether the objects of a class are watched, and how.
     *
     * @param watch who wants to know them; null for nobody
     * @param late whether there may be some already, so that calls of methods are to be watched as well
     */
    record Sight(InstanceWatch watch, boolean late) {
        static final Sight NONE = new Sight(null, false);
    }

    /** @throws RuntimeException when the class file cannot be read, or grows beyond what the JVM takes */
    Woven weave(byte[] classFile, List<Pointcut> candidates, Sight sight) {
        ClassShape type = ClassShape.of(classFile);
        List<String> problems = new ArrayList<>();
        Map<Pointcut, Set<MethodShape>> matched = new LinkedHashMap<>();
        for (Pointcut pointcut : candidates) {
            Set<MethodShape> methods = Matches.of(pointcut.pattern(), type, problems);
            // A join point is one, also where two of its patterns mean the same method.
            matched.forEach((earlier, woven) -> {
                if (earlier.key().equals(pointcut.key())) {
                    methods.removeAll(woven);
                }
            });
            if (!methods.isEmpty()) {
                matched.put(pointcut, methods);
            }
        }
        Map<Pointcut, Set<String>> names = new LinkedHashMap<>();
        matched.forEach((pointcut, methods) -> names.put(pointcut, Matches.names(methods)));
        boolean untouched = matched.isEmpty() && sight.watch == null;
        String tooOld = untouched ? null : Matches.tooOld(type.name(), classFile);
        if (tooOld != null) {
            problems.add(tooOld);
            return new Woven(null, Map.of(), problems);
        }
        return new Woven(untouched ? null : rewritten(classFile, type, matched, sight), names, problems);
    }

    private byte[] rewritten(byte[] classFile, ClassShape type, Map<Pointcut, Set<MethodShape>> matched, Sight sight) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Rewriting(writer, type, matched, sight), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    private final class Rewriting extends ClassVisitor {
        private final String owner;
        private final Map<String, MethodShape> methods = new LinkedHashMap<>();
        private final Map<Pointcut, Set<MethodShape>> matched;
        private final Sight sight;

        Rewriting(ClassVisitor next, ClassShape type, Map<Pointcut, Set<MethodShape>> matched, Sight sight) {
            super(Opcodes.ASM9, next);
            this.owner = type.name().replace('.', '/');
            type.methods().forEach(method -> methods.put(method.name() + method.descriptor(), method));
            this.matched = matched;
            this.sight = sight;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor plain = super.visitMethod(access, name, descriptor, signature, exceptions);
            MethodShape method = methods.get(name + descriptor);
            MethodVisitor code = plain;
            Around innermost = null;
            // What is put around first lies outermost: the first join point of the policy.
            for (Map.Entry<Pointcut, Set<MethodShape>> join : matched.entrySet()) {
                if (join.getValue().contains(method)) {
                    innermost = new Around(code, owner, as(join.getKey().key(), method), calls);
                    code = innermost;
                }
            }
            Sighting.Made made = null;
            if (sight.watch != null && method.isConstructor()) {
                made = new Sighting.Made(code, owner, as(sight.watch.key(), method), calls);
                code = made;
            } else if (sight.watch != null && sight.late && isOnAnObject(method)) {
                code = new Sighting.Called(code, as(sight.watch.key(), method), calls);
            }
            if (innermost == null && made == null) {
                return code;
            }
            AnalyzerAdapter analyzer = new AnalyzerAdapter(owner, access, name, descriptor, code);
            if (innermost != null) {
                innermost.follow(analyzer);
            }
            if (made != null) {
                made.follow(analyzer);
            }
            return analyzer;
        }

        private static boolean isOnAnObject(MethodShape method) {
            return method.isMethod() && !method.isStatic() && !method.isAbstract() && !method.isNative();
        }

        private static WovenAs as(String key, MethodShape method) {
            return new WovenAs(key, method.name(), method.descriptor(), method.isStatic());
        }
    }
}
