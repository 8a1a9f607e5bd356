package io.resilienceagent.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test in a JVM of its own, declared on the test method: it is run on JDK 17 and on the newest JDK, with
 * {@code -Xverify:all}. The method takes a {@link Jvm.Ended}, the run that is over, or a {@link Jvm}, to start itself.
 * Exit code and foreign words on the error stream are asserted before the method begins.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(ForkedJvmExtension.class)
public @interface ForkedJvm {
    /** The host: a class of the test class path. */
    Class<?> main() default Void.class;

    /** Arguments of the host. */
    String[] args() default {};

    /** More options of the JVM. */
    String[] jvmArgs() default {};

    /** The policy's text; empty for a host without the agent. */
    String policy() default "";

    /** The exit code that is expected. */
    int exitCode() default 0;

    /** Whether nothing but the agent's own log lines may stand on the error stream. */
    boolean quiet() default true;
}
