package io.resilienceagent.policy;

/**
 * What {@link Key} says of a record component.
 *
 * @param name the key in the file
 */
record KeyTerms(
        String name,
        String doc,
        String unset,
        long min,
        long max,
        boolean orOne,
        Form form,
        Form names,
        String needs) {}
