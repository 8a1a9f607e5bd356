package io.resilienceagent.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Makes one invocation of a {@link ForkedJvm} test for each JDK. */
final class ForkedJvmExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        ForkedJvm declared = context.getRequiredTestMethod().getAnnotation(ForkedJvm.class);
        return Jdks.all().stream().map(jdk -> new OnJdk(jdk, declared));
    }

    private record OnJdk(Jdks.Jdk jdk, ForkedJvm declared) implements TestTemplateInvocationContext, ParameterResolver {
        @Override
        public String getDisplayName(int index) {
            return jdk.toString();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == Jvm.Ended.class || type == Jvm.class || type == Jdks.Jdk.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            if (type == Jdks.Jdk.class) {
                return jdk;
            }
            Jvm jvm = jvm();
            return type == Jvm.class ? jvm : ended(jvm);
        }

        private Jvm jvm() {
            Path directory;
            try {
                directory = Files.createTempDirectory(
                        Files.createDirectories(Path.of("target", "forked").toAbsolutePath()), "jvm-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Jvm jvm =
                    new Jvm(jdk, directory).with("-Xverify:all", "-Xshare:auto").with(declared.jvmArgs());
            if (!declared.policy().isEmpty()) {
                jvm.withPolicy(declared.policy());
            }
            return declared.main() == Void.class ? jvm : jvm.runningClass(declared.main(), declared.args());
        }

        private Jvm.Ended ended(Jvm jvm) {
            Jvm.Ended ended = jvm.run();
            assertEquals(declared.exitCode(), ended.exitCode(), () -> "exit code; " + ended);
            if (declared.quiet()) {
                assertEquals(List.of(), ended.foreignErrors(), "error stream");
            }
            return ended;
        }
    }
}
