package io.resilienceagent.policy;

import java.util.List;

/** What {@link Section} says of a record. */
record SectionTerms(String doc, List<String> exactlyOneOf, List<String> atLeastOneOf, String shorthand) {}
