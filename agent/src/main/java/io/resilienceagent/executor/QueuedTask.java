package io.resilienceagent.executor;

/**
 * A task that waits in a queue. Its class only: what a task says of itself may be secret.
 *
 * @param type the class that the host wrote, taken out of the wrappers of executors; of a lambda, the class it stands in
 * @param periodic whether it is run again and again
 */
public record QueuedTask(String type, boolean periodic) {}
