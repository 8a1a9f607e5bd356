package io.resilienceagent.policy;

import java.util.List;
import java.util.function.Function;

/**
 * What the annotations of a record say, and how it is made: as plain code, which the build writes ({@code RecordModels}).
 * Reflection would take a tenth of an attach.
 *
 * @param fields its keys, in the order of its components
 * @param located whether its last component is the {@link Where}, behind those of the keys
 * @param maker makes one of the values of its components, in their order
 */
record RecordModel(SectionTerms section, List<Field> fields, boolean located, Function<Object[], Object> maker) {}
