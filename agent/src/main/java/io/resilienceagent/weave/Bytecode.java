package io.resilienceagent.weave;

import io.resilienceagent.shape.ClassShape;
import io.resilienceagent.shape.MethodShape;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
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

    /**
     * The methods that one pattern of a join point means.
     *
     * @param key see {@link JoinPoint#key()}
     */
    record Match(String joinPoint, String key, Set<MethodShape> methods) {}

    /** What became of a class: its new bytes, or null where no method matched; and what a person should know. */
    @SuppressWarnings("ArrayRecordComponent") // never compared: it carries a class file from one method to the next
    record Woven(byte[] bytes, List<Match> matches, List<String> problems) {}

    /**
     * Whether the objects of a class are watched, and how.
     *
     * @param watch who wants to know them; null for nobody
     * @param late whether there may be some already, so that calls of methods are to be watched as well
     */
    record Sight(InstanceWatch watch, boolean late) {
        static final Sight NONE = new Sight(null, false);
    }

    /** @throws RuntimeException when the class file cannot be read, or grows beyond what a class file can hold */
    Woven weave(byte[] classFile, List<Pointcut> candidates, Sight sight) {
        ClassShape type = ClassShape.of(classFile);
        List<String> problems = new ArrayList<>();
        List<Match> matches = new ArrayList<>();
        for (Pointcut pointcut : candidates) {
            Set<MethodShape> methods = Matches.of(pointcut.pattern(), type, problems);
            // A join point is one, also where two of its patterns mean the same method.
            for (Match earlier : matches) {
                if (earlier.key().equals(pointcut.key())) {
                    methods.removeAll(earlier.methods());
                }
            }
            if (!methods.isEmpty()) {
                matches.add(new Match(pointcut.joinPoint(), pointcut.key(), methods));
            }
        }
        if (matches.isEmpty() && sight.watch == null) {
            return new Woven(null, matches, problems);
        }
        String tooOld = Matches.tooOld(type.name(), classFile);
        if (tooOld != null) {
            problems.add(tooOld);
            return new Woven(null, List.of(), problems);
        }
        byte[] rewritten = rewritten(classFile, type, matches, sight, problems);
        return new Woven(rewritten, matches, problems);
    }

    /** A method that would grow beyond what the JVM takes stays as it is, and is told: the others of its class are guarded all the same. */
    private byte[] rewritten(
            byte[] classFile, ClassShape type, List<Match> matches, Sight sight, List<String> problems) {
        Map<String, MethodShape> methods = new HashMap<>();
        type.methods().forEach(method -> methods.put(method.name() + method.descriptor(), method));
        while (!matches.isEmpty() || sight.watch != null) {
            try {
                ClassReader reader = new ClassReader(classFile);
                ClassWriter writer = new ClassWriter(reader, 0);
                reader.accept(new Rewriting(writer, type.name(), methods, matches, sight), ClassReader.EXPAND_FRAMES);
                return writer.toByteArray();
            } catch (MethodTooLargeException tooLarge) {
                MethodShape method = methods.remove(tooLarge.getMethodName() + tooLarge.getDescriptor());
                if (method == null) {
                    throw tooLarge;
                }
                matches.forEach(match -> match.methods().remove(method));
                matches.removeIf(match -> match.methods().isEmpty());
                problems.add(type.name() + "#"
                        + Matches.names(Set.of(method)).iterator().next()
                        + " is too large: woven it would be more than the JVM takes, so it stays as it is");
            }
        }
        return null;
    }

    private final class Rewriting extends ClassVisitor {
        private final String owner;
        private final Map<String, MethodShape> methods;
        private final List<Match> matches;
        private final Sight sight;

        /** @param methods those that may be woven, by name and descriptor */
        Rewriting(
                ClassVisitor next,
                String className,
                Map<String, MethodShape> methods,
                List<Match> matches,
                Sight sight) {
            super(Opcodes.ASM9, next);
            this.owner = className.replace('.', '/');
            this.methods = methods;
            this.matches = matches;
            this.sight = sight;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor plain = super.visitMethod(access, name, descriptor, signature, exceptions);
            MethodShape method = methods.get(name + descriptor);
            if (method == null) {
                return plain;
            }
            MethodVisitor bounded = new Bounds(plain, owner, name, descriptor);
            MethodVisitor code = bounded;
            Around innermost = null;
            // What is put around first lies outermost: the first join point of the policy.
            for (Match match : matches) {
                if (match.methods().contains(method)) {
                    innermost = new Around(code, owner, as(match.key(), method), calls);
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
                // What nobody changes the writer copies, if nothing of ours lies between.
                return code == bounded ? plain : code;
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
