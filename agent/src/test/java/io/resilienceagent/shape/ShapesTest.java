package io.resilienceagent.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** What is read of class files: of the JDK's, of this test's own, and of some that no compiler made. */
class ShapesTest {
    private static final int VERSION_OFFSET = 6;

    private final Map<String, byte[]> made = new HashMap<>();
    private final Shapes shapes = new Shapes(new ClassLoader(ShapesTest.class.getClassLoader()) {
        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] bytes = made.get(name);
            return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
        }
    });

    /** Is not there for reflection, and in the class file all the same. */
    @Retention(RetentionPolicy.CLASS)
    @interface Quiet {}

    /** Has one of each. */
    abstract static class Sample extends ArrayList<String> {
        private static final long serialVersionUID = 1;
        final int[] numbers = {};
        transient Map.Entry<String, Long> entry;

        @Quiet
        @Deprecated
        abstract Map.Entry<String, Long> find(String name, long[][] when, boolean now) throws IOException;

        static void rest() {}
    }

    private static String sample() {
        return Sample.class.getName();
    }

    private void make(String name, String superclass) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, superclass, null);
        writer.visitEnd();
        made.put(name.replace('.', '/') + ".class", writer.toByteArray());
    }

    private MethodShape method(String name) {
        return shapes.find(sample()).orElseThrow().methods().stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMethodIsReadAsDeclared() {
        MethodShape find = method("find");
        assertEquals(sample(), find.owner());
        assertEquals(List.of("java.lang.String", "long[][]", "boolean"), find.parameters());
        assertEquals("java.util.Map$Entry", find.returned());
        assertEquals(List.of("java.io.IOException"), find.exceptions());
        assertEquals(Set.of(Quiet.class.getName(), "java.lang.Deprecated"), Set.copyOf(find.annotations()));
        assertTrue(find.isAbstract() && find.isMethod() && !find.isStatic() && !find.takesNothing());
        assertTrue(method("rest").isStatic() && method("rest").takesNothing());
        assertTrue(method("<init>").isConstructor() && !method("<init>").isMethod());
    }

    @Test
    void aFieldIsReadAsDeclared() {
        List<FieldShape> fields = shapes.find(sample()).orElseThrow().fields();
        assertEquals(
                List.of("serialVersionUID long", "numbers int[]", "entry java.util.Map$Entry"),
                fields.stream().map(field -> field.name() + " " + field.type()).toList());
        assertTrue(fields.get(1).isFinal());
        assertFalse(fields.get(2).isFinal());
    }

    @Test
    void aLineageGoesUpToObject() {
        List<ClassShape> lineage = shapes.lineage(shapes.find(sample()).orElseThrow());
        assertEquals(
                List.of(
                        sample(),
                        "java.util.ArrayList",
                        "java.util.AbstractList",
                        "java.util.AbstractCollection",
                        "java.lang.Object"),
                lineage.stream().map(ClassShape::name).toList());
        assertTrue(Shapes.isWhole(lineage));
    }

    @Test
    void anInterfaceHasNoSuperclass() {
        ClassShape list = shapes.find("java.util.List").orElseThrow();
        assertEquals("", list.superclass());
        assertTrue(Shapes.isWhole(shapes.lineage(list)));
    }

    @Test
    void subtypesAreToldThroughClassesAndInterfaces() {
        assertTrue(shapes.isSubtype(sample(), "java.util.Collection"));
        assertTrue(shapes.isSubtype("java.lang.String", "java.lang.CharSequence"));
        assertTrue(shapes.isSubtype("int", "int"));
        assertFalse(shapes.isSubtype("java.lang.String[]", "java.lang.Object"));
        assertFalse(shapes.isSubtype(sample(), "java.util.Map"));
    }

    @Test
    void aSuperclassOutOfReachEndsTheLineage() {
        make("made.Orphan", "made/Missing");
        ClassShape orphan = shapes.find("made.Orphan").orElseThrow();
        assertEquals(List.of(orphan), shapes.lineage(orphan));
        assertFalse(Shapes.isWhole(shapes.lineage(orphan)));
        assertFalse(shapes.isSubtype("made.Orphan", "java.lang.Object"));
        assertEquals(Optional.empty(), shapes.problem("made.Missing"));
    }

    @Test
    void aCircleHasAnEnd() {
        make("made.Hen", "made/Egg");
        make("made.Egg", "made/Hen");
        assertEquals(2, shapes.lineage(shapes.find("made.Hen").orElseThrow()).size());
        assertFalse(shapes.isSubtype("made.Hen", "java.lang.Runnable"));
    }

    @Test
    void aClassOfANewerJavaIsToldAsOne() {
        make("made.Tomorrow", "java/lang/Object");
        made.get("made/Tomorrow.class")[VERSION_OFFSET + 1] = 99;
        assertEquals(Optional.empty(), shapes.find("made.Tomorrow"));
        assertTrue(shapes.problem("made.Tomorrow").orElseThrow().contains("99"));
    }

    @Test
    void whatIsNoClassFileIsToldToo() {
        made.put("made/Text.class", new byte[] {1, 2, 3});
        assertEquals(Optional.empty(), shapes.find("made.Text"));
        assertTrue(shapes.problem("made.Text").isPresent());
    }
}
