package io.resilienceagent.policy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record component a key of the policy file. The reader, the JSON Schema and the reference documentation all
 * come from these annotations, so none of them can tell another story than the model. They are read by the compiler ({@link RecordModel}).
 */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
    /** What the key means, in one sentence without a full stop. */
    String doc();

    /** The key in the file, where it cannot be the component's name in snake case ({@code return}, {@code throw}). */
    String name() default "";

    /** The value of an absent key, as YAML text; without it a component that is not Optional is required. */
    String unset() default "";

    /** The least number, the least milliseconds of a time, or the least entries of a list. */
    long min() default Long.MIN_VALUE;

    /** The greatest number, milliseconds of a time, or entries of a list. */
    long max() default Long.MAX_VALUE;

    /** Whether a list may be written as its only element. */
    boolean orOne() default false;

    /** What a text, or each text of a list, looks like. */
    Form form() default Form.TEXT;

    /** What the keys of a map look like. */
    Form names() default Form.NAME;

    /** Another key of the same mapping without which this one has no meaning. */
    String needs() default "";
}
