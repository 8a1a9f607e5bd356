package io.resilienceagent.testing;

import io.resilienceagent.bind.Opener;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Opens packages to the test's own module by the means that the agent has: instrumentation of this JVM. */
public final class InstrumentedOpener implements Opener {
    private final Instrumentation instrumentation = ByteBuddyAgent.install();

    @Override
    public void open(Class<?> type) {
        Module own = InstrumentedOpener.class.getModule();
        if (type.getModule().isNamed() && !type.getModule().isOpen(type.getPackageName(), own)) {
            instrumentation.redefineModule(
                    type.getModule(),
                    Set.of(),
                    Map.of(),
                    Map.of(type.getPackageName(), Set.of(own)),
                    Set.of(),
                    Map.of());
        }
    }
}
