/**
 * The policy: its model, and the way from a file to it.
 *
 * <p>The records are the single source of truth. A reader, a JSON Schema and a reference are derived from their components
 * and annotations: {@link io.resilienceagent.policy.RecordShape} gives each component a
 * {@link io.resilienceagent.policy.Shape}, which reads values, describes itself and stands in for what is broken. A file
 * goes through {@link io.resilienceagent.policy.YamlTree} (bounded, with places), {@link io.resilienceagent.policy.Includes}
 * (merged key by key), the shapes, and {@link io.resilienceagent.policy.Checks} (one part against another). Nobody stops
 * at the first problem.
 *
 * <p>A new key is a new record component, and nothing else; {@code -Dpolicy.update=true} then writes schema and reference.
 */
package io.resilienceagent.policy;
