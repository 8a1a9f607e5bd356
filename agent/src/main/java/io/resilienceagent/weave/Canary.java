package io.resilienceagent.weave;

import java.util.concurrent.Callable;

/** What {@link SelfTest} weaves and calls; it knows JDK types alone, since it is loaded where nothing else is. */
public final class Canary implements Callable<String> {
    @Override
    public String call() {
        return "alive";
    }
}
