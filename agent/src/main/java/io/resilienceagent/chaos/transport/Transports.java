package io.resilienceagent.chaos.transport;

import io.resilienceagent.bind.Opener;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The transports that faults can strike, by name. Immutable. */
public final class Transports {
    private final Map<String, Transport> byName = new LinkedHashMap<>();

    /**
     * Those of the JDK.
     *
     * @param opener opens the JDK's own classes to the agent
     */
    public static Transports ofTheJdk(Opener opener) {
        Inside inside = new Inside(opener);
        List<Transport> transports = new ArrayList<>(List.of(new JdkUrl(inside), new JdkSocket(inside), new JdkDns()));
        // A host on the module path need not have the JDK's HTTP client.
        if (ModuleLayer.boot().findModule("java.net.http").isPresent()) {
            transports.add(0, new JdkHttp());
            transports.add(new JdkWebSocket(inside));
        }
        return new Transports(transports);
    }

    /** Any, as packs bring them. */
    public Transports(List<Transport> transports) {
        transports.forEach(transport -> byName.put(transport.name(), transport));
    }

    /** Their names. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** The transport of this name; null for a plain join point. */
    public Transport named(String name) {
        return byName.get(name);
    }

    /** The join point that a transport is woven as: by no policy, so that its place is its name. */
    public JoinPointRule rule(String name) {
        return JoinPointRule.plain(
                byName.get(name).on().stream().map(MethodPattern::parse).toList(),
                JoinPointKind.TRANSPORT,
                Optional.empty(),
                new Where("the agent", 0, 0, name));
    }
}
