/**
 * Drills: faults and stalls one after the other in a bot that runs, and what is expected of it. A file is read
 * ({@link io.resilienceagent.cli.drill.DrillFile}), carried out ({@link io.resilienceagent.cli.drill.Rehearsal}) and judged
 * ({@link io.resilienceagent.cli.drill.Judge}); what came of it is the report module's to keep and to tell.
 */
package io.resilienceagent.cli.drill;
