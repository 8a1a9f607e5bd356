package io.resilienceagent.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A host with an ASM, a Byte Buddy, a Jackson and a JNA of its own, at work before, between and after guarded calls. */
public final class OwnLibrariesHost {
    private OwnLibrariesHost() {}

    public static void main(String[] arguments) throws Exception {
        Calls calls = new Calls();
        for (int round = 1; round <= 2; round++) {
            Tell.that("classes " + round, classesMade());
            Tell.that("asm " + round, methodsRead());
            Tell.that("json " + round, json());
            Tell.that(
                    "process " + round,
                    processByJna() == ProcessHandle.current().pid());
            Tell.about("call " + round, () -> calls.client("A"));
        }
        Tell.that("byte buddy", version(ByteBuddy.class));
        Tell.that("asm", version(ClassReader.class));
        Tell.that("jackson", version(ObjectMapper.class));
        Tell.that("jna", version(Class.forName("com.sun.jna.Native")));
        Tell.that("nexus switch", System.getProperty("net.bytebuddy.nexus.disabled"));
    }

    private static int classesMade() throws Exception {
        int made = 0;
        for (int i = 0; i < 50; i++) {
            Class<?> type = new ByteBuddy()
                    .subclass(Object.class)
                    .method(ElementMatchers.named("toString"))
                    .intercept(FixedValue.value("made " + i))
                    .make()
                    .load(OwnLibrariesHost.class.getClassLoader())
                    .getLoaded();
            made += type.getDeclaredConstructor().newInstance().toString().equals("made " + i) ? 1 : 0;
        }
        return made;
    }

    /** Of a class file that is made here, since an old ASM does not read those of a new Java. */
    private static int methodsRead() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_ABSTRACT, "Made", null, "java/lang/Object", null);
        writer.visitMethod(Opcodes.ACC_ABSTRACT, "one", "()V", null, null);
        writer.visitMethod(Opcodes.ACC_ABSTRACT, "two", "()V", null, null);
        int[] methods = new int[1];
        new ClassReader(writer.toByteArray())
                .accept(
                        new ClassVisitor(Opcodes.ASM7) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                methods[0]++;
                                return null;
                            }
                        },
                        0);
        return methods[0];
    }

    private static String json() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode tree = mapper.readTree(mapper.writeValueAsBytes(Map.of("price", 1.5)));
        return tree.get("price").asText();
    }

    /** By its name alone: JNA is not on the class path that these hosts are compiled with. */
    private static int processByJna() throws Exception {
        Class<?> function = Class.forName("com.sun.jna.Function");
        Object getpid =
                function.getMethod("getFunction", String.class, String.class).invoke(null, "c", "getpid");
        return (int) function.getMethod("invokeInt", Object[].class).invoke(getpid, (Object) new Object[0]);
    }

    /** The last part of the path is the library's file. */
    private static String version(Class<?> type) throws Exception {
        String file = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        String version = type.getPackage().getImplementationVersion();
        return file.substring(file.lastIndexOf('/') + 1) + (version == null ? "" : " " + version);
    }
}
