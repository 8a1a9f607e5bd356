package io.resilienceagent.policy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a record that is a mapping of the policy file: what it is, and which of its keys go together. Each of its components is a
 * {@link Key}, but that a {@link Where} may be the last one.
 */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
public @interface Section {
    /** What the mapping is for, in one or more whole sentences. */
    String doc();

    /** Keys of which exactly one must be there. */
    String[] exactlyOneOf() default {};

    /** Keys of which at least one must be there. */
    String[] atLeastOneOf() default {};

    /** The key whose value may stand for the whole mapping: {@code timeout: 5s}. */
    String shorthand() default "";
}
