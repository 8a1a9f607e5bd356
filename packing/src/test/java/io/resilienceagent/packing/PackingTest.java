package io.resilienceagent.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.packing.sample.Everything;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

class PackingTest {
    private static final String SAMPLE = "io/resilienceagent/packing/sample/";
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    @TempDir
    private Path directory;

    @Test
    void aPackedProgramSaysWhatItSaidBefore() throws Exception {
        Path jar = packedSample();

        try (URLClassLoader loader = loader(jar)) {
            Object said = loader.loadClass(Everything.class.getName())
                    .getMethod("run")
                    .invoke(null);
            assertEquals(Everything.run(), said);
        }
    }

    /** What only the JDK's factory can do is left to it: here two references whose answer is widened. */
    @Test
    void lambdasArePlainClassesThen() throws Exception {
        List<String> left = new ArrayList<>();
        for (ClassNode read : classes(packedSample())) {
            for (MethodNode method : read.methods) {
                for (AbstractInsnNode instruction : method.instructions) {
                    if (instruction instanceof InvokeDynamicInsnNode made
                            && made.bsm.getOwner().endsWith("LambdaMetafactory")) {
                        left.add(method.name + " " + made.name);
                    }
                }
            }
        }

        assertEquals(List.of("boxes getAsLong"), left);
    }

    /** One for all whose interfaces agree, others for those that somebody asks for or that collide. */
    @Test
    void theyAreFew() throws Exception {
        List<String> made = classes(packedSample()).stream()
                .map(read -> read.name.substring(SAMPLE.length()))
                .filter(name -> name.contains("$Lambdas"))
                .toList();

        assertEquals(
                List.of(
                        "Everything$1$Lambdas",
                        "Everything$Choice$Lambdas",
                        "Everything$Lambdas",
                        "Everything$Pair$Lambdas",
                        "Greeter$Lambdas"),
                made.stream()
                        .filter(name -> !name.matches(".*Lambdas[0-9]+"))
                        .sorted()
                        .toList());
        assertTrue(made.size() > 5, made.toString());
        assertTrue(made.size() < 10, made.toString());
    }

    @Test
    void linesStayAndNamesOfVariablesGo() throws Exception {
        for (ClassNode read : classes(packedSample())) {
            assertTrue(read.methods.stream()
                    .allMatch(method -> method.localVariables == null || method.localVariables.isEmpty()));
            boolean ofTheBuild = read.name.contains("$Lambdas");
            assertTrue(ofTheBuild || read.methods.stream().allMatch(PackingTest::hasLines), read.name);
        }
    }

    private static boolean hasLines(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode) {
                return true;
            }
        }
        return method.instructions.size() == 0;
    }

    @Test
    void whatIsNoClassOfTheFolderStaysAsItIs() throws Exception {
        byte[] sample = bytes(Everything.class);
        Path jar = directory.resolve("mixed.jar");
        Entry.write(
                List.of(
                        entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(StandardCharsets.US_ASCII)),
                        entry("in/", new byte[0]),
                        entry("in/text", new byte[] {1, 2, 3}),
                        entry("in/elsewhere/Everything.class", sample),
                        entry(SAMPLE + "Everything.class", sample)),
                name -> false,
                jar);
        List<Entry> before = Entry.read(jar);

        Packing.main(new String[] {jar.toString(), "/in/", "/in/"});

        List<Entry> after = Entry.read(jar);
        assertEquals(before.size(), after.size());
        for (int i = 0; i < before.size(); i++) {
            assertEquals(before.get(i).name(), after.get(i).name());
            assertEquals(TIME, after.get(i).time());
            assertArrayEquals(before.get(i).bytes(), after.get(i).bytes());
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            assertEquals(ZipEntry.STORED, zip.getEntry("in/text").getMethod());
            assertEquals(
                    ZipEntry.DEFLATED, zip.getEntry(SAMPLE + "Everything.class").getMethod());
        }
    }

    /** A real library in the format of Java 5: ASM, by which this very step works. */
    @Test
    void anOldLibraryGetsFramesAndWorks() throws Exception {
        Path jar = directory.resolve("asm.jar");
        Files.copy(jarOf(ClassReader.class), jar);

        Packing.pack(jar, "", List.of());

        for (ClassNode read : classes(jar)) {
            assertTrue(read.version >= Opcodes.V11, read.name + " " + read.version);
        }
        byte[] read = bytes(Everything.class);
        try (URLClassLoader loader = loader(jar)) {
            Class<?> reader = loader.loadClass(ClassReader.class.getName());
            Class<?> writer = loader.loadClass("org.objectweb.asm.ClassWriter");
            Class<?> visitor = loader.loadClass("org.objectweb.asm.ClassVisitor");
            Object copy = writer.getConstructor(int.class).newInstance(0);
            reader.getMethod("accept", visitor, int.class)
                    .invoke(reader.getConstructor(byte[].class).newInstance((Object) read), copy, 0);
            ClassNode rewritten = new ClassNode();
            new ClassReader((byte[]) writer.getMethod("toByteArray").invoke(copy)).accept(rewritten, 0);
            assertEquals(Everything.class.getName().replace('.', '/'), rewritten.name);
            // Each class is verified when it is linked.
            for (ClassNode other : classes(jar)) {
                if (!other.name.equals("module-info")) {
                    Class.forName(other.name.replace('/', '.'), true, loader);
                }
            }
        }
    }

    /** Compilers of Java 1.4 wrote a finally block once, and jumped there; no format with frames knows that. */
    @Test
    void subroutinesOfOldCompilersAreWrittenOut() throws Exception {
        ClassWriter old = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        old.visit(Opcodes.V1_4, Opcodes.ACC_PUBLIC, "Old", null, "java/lang/Object", null);
        MethodVisitor code = old.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "twice", "(I)I", null, null);
        code.visitCode();
        Label subroutine = new Label();
        code.visitJumpInsn(Opcodes.JSR, subroutine);
        code.visitJumpInsn(Opcodes.JSR, subroutine);
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitInsn(Opcodes.IRETURN);
        code.visitLabel(subroutine);
        code.visitVarInsn(Opcodes.ASTORE, 1);
        code.visitIincInsn(0, 10);
        code.visitVarInsn(Opcodes.RET, 1);
        code.visitMaxs(0, 0);
        code.visitEnd();
        old.visitEnd();
        Path jar = directory.resolve("old.jar");
        Entry.write(List.of(entry("Old.class", old.toByteArray())), name -> false, jar);

        Packing.pack(jar, "", List.of());

        try (URLClassLoader loader = loader(jar)) {
            Object told = loader.loadClass("Old").getMethod("twice", int.class).invoke(null, 1);
            assertEquals(21, told);
        }
    }

    /** Java 8 knew no nests, and had private methods called in another way. */
    @Test
    void lambdasOfJava8() throws Exception {
        Path source = Files.writeString(directory.resolve("Eight.java"), """
                import java.util.function.Supplier;
                public class Eight {
                    private final String name = "eight";
                    private String secret() { return "secret of " + name; }
                    public static String run() {
                        Eight eight = new Eight();
                        Supplier<String> own = eight.own();
                        Supplier<String> secret = eight::secret;
                        return own.get() + ", " + secret.get();
                    }
                    private Supplier<String> own() { return () -> name + " itself"; }
                }
                """);
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "--release", "8", "-Xlint:-options", source.toString()));
        Path jar = directory.resolve("eight.jar");
        byte[] compiled = Files.readAllBytes(directory.resolve("Eight.class"));
        Entry.write(List.of(entry("Eight.class", compiled)), name -> false, jar);

        Packing.pack(jar, "", List.of());

        assertEquals(
                List.of("Eight", "Eight$Lambdas"),
                classes(jar).stream().map(read -> read.name).toList());
        try (URLClassLoader loader = loader(jar)) {
            assertEquals(
                    "eight itself, secret of eight",
                    loader.loadClass("Eight").getMethod("run").invoke(null));
        }
    }

    @Test
    void theSameJarGivesTheSameBytes() throws Exception {
        byte[] first = Files.readAllBytes(packedSample());
        byte[] second = Files.readAllBytes(packedSample());

        assertArrayEquals(first, second);
    }

    @Test
    void whatIsNoJarStaysAsItIs() throws Exception {
        Path text = Files.writeString(directory.resolve("no.jar"), "no jar");

        assertThrows(IOException.class, () -> Packing.pack(text, "", List.of()));

        assertEquals("no jar", Files.readString(text));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void saysWhatItWants() {
        IllegalArgumentException told =
                assertThrows(IllegalArgumentException.class, () -> Packing.main(new String[] {"a.jar"}));

        IllegalArgumentException alsoTold =
                assertThrows(IllegalArgumentException.class, () -> Packing.main(new String[] {"a.jar", "agent/"}));
        assertEquals("expected a folder such as /agent/, found agent/", alsoTold.getMessage());
        assertEquals("expected JAR /FOLDER/ [/STORED/...], found [a.jar]", told.getMessage());
    }

    private Path packedSample() throws Exception {
        Path classes = Path.of(Everything.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes.resolve(SAMPLE))) {
            for (Path file : files.sorted().toList()) {
                entries.add(entry(SAMPLE + file.getFileName(), Files.readAllBytes(file)));
            }
        }
        Path jar = directory.resolve("sample.jar");
        Entry.write(entries, name -> false, jar);
        Packing.pack(jar, "", List.of());
        return jar;
    }

    private static Entry entry(String name, byte[] bytes) {
        return new Entry(name, TIME, bytes);
    }

    private static List<ClassNode> classes(Path jar) throws IOException {
        List<ClassNode> classes = new ArrayList<>();
        for (Entry entry : Entry.read(jar)) {
            if (entry.name().endsWith(".class")) {
                ClassNode read = new ClassNode();
                new ClassReader(entry.bytes()).accept(read, 0);
                classes.add(read);
            }
        }
        assertFalse(classes.isEmpty());
        return classes;
    }

    private static URLClassLoader loader(Path jar) throws IOException {
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    private static byte[] bytes(Class<?> of) throws IOException {
        try (InputStream in = of.getResourceAsStream('/' + of.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    private static Path jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
