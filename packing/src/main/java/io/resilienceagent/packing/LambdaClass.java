package io.resilienceagent.packing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.objectweb.asm.commons.TableSwitchGenerator;

/**
 * One class for many lambdas of one class. An object of it knows which lambda it is by a number, and keeps what was captured in
 * fields that the lambdas share.
 */
final class LambdaClass {
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Method EMPTY = Method.getMethod("void <init> ()");
    private static final String WHICH = "which";

    private record Field(String name, Type type) {}

    private final Type type;
    private final int version;
    private final String nestHost;
    private final List<LambdaSite> sites = new ArrayList<>();

    /**
     * @param name internal
     * @param version of the class file format
     * @param nestHost whose private methods it may call
     */
    LambdaClass(String name, int version, String nestHost) {
        this.type = Type.getObjectType(name);
        this.version = version;
        this.nestHost = nestHost;
    }

    String name() {
        return type.getInternalName();
    }

    /** Takes a lambda in; gives the name of the static method that makes it, of the type of the site's factory. */
    String add(LambdaSite site) {
        sites.add(site);
        return maker(sites.size() - 1);
    }

    byte[] bytes() {
        // Frames are of this class and of plain objects: there is no common superclass to look for.
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        Set<String> interfaces = new LinkedHashSet<>();
        sites.forEach(site -> interfaces.add(site.type()));
        writer.visit(
                version,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name(),
                null,
                "java/lang/Object",
                interfaces.toArray(String[]::new));
        writer.visitNestHost(nestHost);
        fields(writer);
        constructors(writer);
        constants(writer);
        for (int i = 0; i < sites.size(); i++) {
            maker(writer, i);
        }
        methods(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static String maker(int which) {
        return "make" + which;
    }

    private static List<Field> kept(LambdaSite site) {
        Map<Type, Integer> counts = new HashMap<>();
        List<Field> fields = new ArrayList<>();
        for (Type captured : site.captured()) {
            Type type = shared(captured);
            fields.add(new Field(type.getDescriptor().charAt(0) + "" + counts.merge(type, 1, Integer::sum), type));
        }
        return fields;
    }

    /** References of all types share the fields of Object, and what the JVM computes with as int those of int. */
    private static Type shared(Type captured) {
        return switch (captured.getSort()) {
            case Type.ARRAY, Type.OBJECT -> OBJECT;
            case Type.LONG, Type.FLOAT, Type.DOUBLE -> captured;
            default -> Type.INT_TYPE;
        };
    }

    private void fields(ClassVisitor writer) {
        writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, WHICH, "I", null, null);
        Set<Field> all = new LinkedHashSet<>();
        sites.forEach(site -> all.addAll(kept(site)));
        all.forEach(field -> writer.visitField(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
                field.name(),
                field.type().getDescriptor(),
                null,
                null));
    }

    private static Method constructor(LambdaSite site) {
        List<Type> taken = new ArrayList<>(List.of(Type.INT_TYPE));
        kept(site).forEach(field -> taken.add(field.type()));
        return new Method("<init>", Type.VOID_TYPE, taken.toArray(Type[]::new));
    }

    private void constructors(ClassVisitor writer) {
        Map<Method, List<Field>> all = new LinkedHashMap<>();
        sites.forEach(site -> all.put(constructor(site), kept(site)));
        all.forEach((constructor, fields) -> {
            GeneratorAdapter code = new GeneratorAdapter(Opcodes.ACC_PRIVATE, constructor, null, null, writer);
            code.loadThis();
            code.invokeConstructor(OBJECT, EMPTY);
            code.loadThis();
            code.loadArg(0);
            code.putField(type, WHICH, Type.INT_TYPE);
            for (int i = 0; i < fields.size(); i++) {
                code.loadThis();
                code.loadArg(i + 1);
                code.putField(type, fields.get(i).name(), fields.get(i).type());
            }
            code.returnValue();
            code.endMethod();
        });
    }

    /** A lambda that captures nothing is one object for ever, as the JDK's is. */
    private void constants(ClassVisitor writer) {
        if (sites.stream().noneMatch(site -> site.captured().isEmpty())) {
            return;
        }
        GeneratorAdapter code =
                new GeneratorAdapter(Opcodes.ACC_STATIC, Method.getMethod("void <clinit> ()"), null, null, writer);
        for (int i = 0; i < sites.size(); i++) {
            if (sites.get(i).captured().isEmpty()) {
                writer.visitField(
                        Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
                        constant(i),
                        type.getDescriptor(),
                        null,
                        null);
                code.newInstance(type);
                code.dup();
                code.push(i);
                code.invokeConstructor(type, constructor(sites.get(i)));
                code.putStatic(type, constant(i), type);
            }
        }
        code.returnValue();
        code.endMethod();
    }

    private static String constant(int which) {
        return "ONE" + which;
    }

    private void maker(ClassVisitor writer, int which) {
        LambdaSite site = sites.get(which);
        Method maker = new Method(maker(which), site.factory().getDescriptor());
        GeneratorAdapter code = new GeneratorAdapter(Opcodes.ACC_STATIC, maker, null, null, writer);
        if (site.captured().isEmpty()) {
            code.getStatic(type, constant(which), type);
        } else {
            code.newInstance(type);
            code.dup();
            code.push(which);
            code.loadArgs();
            code.invokeConstructor(type, constructor(site));
        }
        code.returnValue();
        code.endMethod();
    }

    private void methods(ClassVisitor writer) {
        Map<Method, List<Integer>> all = new LinkedHashMap<>();
        for (int i = 0; i < sites.size(); i++) {
            Method method =
                    new Method(sites.get(i).name(), sites.get(i).erased().getDescriptor());
            all.computeIfAbsent(method, key -> new ArrayList<>()).add(i);
        }
        all.forEach((method, which) -> {
            GeneratorAdapter code = new GeneratorAdapter(Opcodes.ACC_PUBLIC, method, null, null, writer);
            if (which.size() == 1) {
                call(code, sites.get(which.get(0)));
            } else {
                choose(code, which);
            }
            code.endMethod();
        });
    }

    private void choose(GeneratorAdapter code, List<Integer> which) {
        code.loadThis();
        code.getField(type, WHICH, Type.INT_TYPE);
        int last = which.get(which.size() - 1);
        int[] keys = which.stream()
                .mapToInt(Integer::intValue)
                .limit(which.size() - 1L)
                .toArray();
        code.tableSwitch(keys, new TableSwitchGenerator() {
            @Override
            public void generateCase(int key, Label end) {
                call(code, sites.get(key));
            }

            @Override
            public void generateDefault() {
                call(code, sites.get(last));
            }
        });
    }

    private void call(GeneratorAdapter code, LambdaSite site) {
        Type owner = Type.getObjectType(site.body().getOwner());
        boolean makes = site.body().getTag() == Opcodes.H_NEWINVOKESPECIAL;
        if (makes) {
            code.newInstance(owner);
            code.dup();
        }
        List<Type> taken = site.taken();
        List<Field> kept = kept(site);
        for (int i = 0; i < kept.size(); i++) {
            code.loadThis();
            code.getField(type, kept.get(i).name(), kept.get(i).type());
            if (!Fitting.isPrimitive(kept.get(i).type())) {
                code.checkCast(taken.get(i));
            }
        }
        Type[] declared = site.erased().getArgumentTypes();
        for (int i = 0; i < declared.length; i++) {
            code.loadArg(i);
            Fitting.fit(code, declared[i], site.actual().getArgumentTypes()[i], taken.get(kept.size() + i));
        }
        Type given = site.given();
        code.visitMethodInsn(
                opcode(site),
                site.body().getOwner(),
                site.body().getName(),
                site.body().getDesc(),
                site.body().isInterface());
        Fitting.fit(code, given, given, site.erased().getReturnType());
        code.returnValue();
    }

    /** A private method is called like any other one: this class is of the same nest. */
    private static int opcode(LambdaSite site) {
        return switch (site.body().getTag()) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> site.body().isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
    }
}
