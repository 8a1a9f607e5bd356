package io.resilienceagent.agent;

import io.resilienceagent.policy.PackSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** The ready policies that the agent's jar carries, for {@code include: [pack:NAME]}. */
final class Packs implements PackSource {
    private static final Set<String> NAMES = Set.of("java-http");

    @Override
    public Optional<String> text(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        try (InputStream in = Packs.class.getClassLoader().getResourceAsStream("packs/" + name + ".yaml")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public Set<String> names() {
        return NAMES;
    }
}
