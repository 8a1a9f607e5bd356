package io.resilienceagent.report.read;

/** Is told how far it is. */
@FunctionalInterface
public interface Progress {
    /**
     * Called often, so it must be quick.
     *
     * @param doing what is being read
     * @param share how much of all is done, from 0 to 1
     */
    void at(String doing, double share);
}
