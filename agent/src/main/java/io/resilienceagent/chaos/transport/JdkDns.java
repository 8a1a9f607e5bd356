package io.resilienceagent.chaos.transport;

import io.resilienceagent.chaos.Strike;
import io.resilienceagent.guard.Invocation;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

/** The resolver of the JDK. What is an address already needs none. */
final class JdkDns implements Transport {
    @Override
    public String name() {
        return "jdk-dns";
    }

    /** {@code getByName} calls it, and so does everything in the JDK that takes a name. */
    @Override
    public List<String> on() {
        return List.of("java.net.InetAddress#getAllByName(String)");
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of(Ability.RESOLVE, Ability.DELAY);
    }

    @Override
    public Destination destination(Invocation call) {
        String host = (String) call.arguments()[0];
        return host == null || host.isEmpty() || isAddress(host) ? null : Destination.of(host);
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    @Override
    public void lose(Strike strike, Loss loss, Later later) {
        strike.call()
                .pretend(
                        null,
                        new UnknownHostException(
                                strike.call().arguments()[0] + ": Temporary failure in name resolution"));
        strike.fired();
    }
}
