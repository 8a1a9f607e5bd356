package io.resilienceagent.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that can be injected.
 *
 * @param doc what it does, in a sentence
 * @param targets where it can strike: {@code loop}, {@code join_point}, {@code transport}, {@code process}
 */
record FaultKind(String name, String doc, List<String> targets) {
    /** Those of an answer of {@code chaos.list}. */
    static List<FaultKind> of(JsonNode list) {
        List<FaultKind> kinds = new ArrayList<>();
        for (JsonNode type : list.path("types")) {
            List<String> targets = new ArrayList<>();
            type.path("targets").forEach(target -> targets.add(target.asText("")));
            kinds.add(
                    new FaultKind(type.path("name").asText(""), type.path("doc").asText(""), List.copyOf(targets)));
        }
        return List.copyOf(kinds);
    }
}
