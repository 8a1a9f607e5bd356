package io.resilienceagent.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compiler runs the processor on models of a few lines. That the real model comes out right, the policy's own tests show. */
class PolicyModelProcessorTest {
    private static final String ANNOTATIONS = """
            package io.resilienceagent.policy;
            import java.util.*;
            @interface Section {
                String doc();
                String[] exactlyOneOf() default {};
                String[] atLeastOneOf() default {};
                String shorthand() default "";
            }
            @interface Key {
                String doc();
                String name() default "";
                String unset() default "";
                long min() default Long.MIN_VALUE;
                long max() default Long.MAX_VALUE;
                boolean orOne() default false;
                Form form() default Form.TEXT;
                Form names() default Form.NAME;
                String needs() default "";
            }
            enum Form { TEXT, NAME }
            record Where(String file) {}
            """;

    @TempDir
    private Path directory;

    /** Processes a model without compiling what comes out: its other half is the agent's. */
    private List<String> errors(String model) throws IOException {
        Path file = Files.writeString(directory.resolve("Model.java"), ANNOTATIONS + model);
        DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(told, null, null)) {
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null,
                    files,
                    told,
                    List.of("-proc:only", "-d", directory.toString(), "-s", directory.toString()),
                    null,
                    files.getJavaFileObjects(file));
            task.setProcessors(List.of(new PolicyModelProcessor()));
            task.call();
        }
        List<String> errors = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> each : told.getDiagnostics()) {
            if (each.getKind() == Diagnostic.Kind.ERROR && each.getCode().startsWith("compiler.err.proc")) {
                errors.add(each.getMessage(null));
            }
        }
        return errors;
    }

    private void assertRefused(String expected, String model) throws IOException {
        assertEquals(List.of(expected), errors(model));
    }

    @Test
    void whatTheAnnotationsSayBecomesCode() throws IOException {
        assertEquals(List.of(), errors("""
                @Section(doc = "A \\"rule\\".", atLeastOneOf = {"max_wait", "keys"})
                record SomeRule(
                        @Key(doc = "how long", unset = "5s", min = 1) Integer maxWait,
                        @Key(doc = "which", orOne = true, needs = "max_wait") Optional<List<String>> keys,
                        @Key(doc = "named", name = "return", names = Form.TEXT) Map<String, OtherRule> byName,
                        Where where) {}
                @Section(doc = "Another.") record OtherRule() {}
                """));
        String written = Files.readString(directory.resolve("io/resilienceagent/policy/RecordModels.java"));
        for (String part : List.of(
                "case \"OtherRule\":",
                "\"A \\\"rule\\\".\", List.of(), List.of(\"max_wait\", \"keys\"), \"\"",
                "key -> ScalarShapes.of(java.lang.Integer.class, key)",
                "key -> new ListShape(ScalarShapes.of(java.lang.String.class, key), key)",
                "key -> new MapShape(key.names(), RecordShape.of(io.resilienceagent.policy.OtherRule.class))",
                "values -> new SomeRule((java.lang.Integer) values[0], ",
                "(io.resilienceagent.policy.Where) values[3])",
                "values -> new OtherRule()")) {
            assertTrue(written.contains(part), () -> part + " in " + written);
        }
    }

    @Test
    void aComponentWithoutAKeyIsRefused() throws IOException {
        assertRefused(
                "found a component without @Key, expected one",
                "@Section(doc = \"A.\") record SomeRule(String forgotten) {}");
    }

    @Test
    void thePlaceIsTheLastComponent() throws IOException {
        assertRefused(
                "found a component behind the Where, expected the Where to be the last one",
                "@Section(doc = \"A.\") record SomeRule(Where where, @Key(doc = \"b\") String late) {}");
    }

    @Test
    void keysThatAreSpokenOfMustBeThere() throws IOException {
        assertRefused(
                "found the key 'wait', expected one of max_wait",
                "@Section(doc = \"A.\") record SomeRule(@Key(doc = \"b\", needs = \"wait\") String maxWait) {}");
        assertRefused(
                "found the key 'wait', expected one of max_wait",
                "@Section(doc = \"A.\", shorthand = \"wait\") record SomeRule(@Key(doc = \"b\") String maxWait) {}");
    }

    @Test
    void aTypeThatNoPolicyCanHoldIsRefused() throws IOException {
        assertRefused(
                "found java.util.Set<java.lang.String>, expected a value, or an Optional, a List or a Map of one",
                "@Section(doc = \"A.\") record SomeRule(@Key(doc = \"b\") Set<String> names) {}");
    }
}
