package io.resilienceagent.control;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One line of the socket's protocol, understood as far as it can be. */
final class LineRequest {
    private static final int LONGEST_ID = 100;
    private static final Set<String> MEMBERS = Set.of("version", "id", "command", "args");

    private Object id;
    private String command = "";
    private Map<String, Object> arguments = Map.of();
    private Optional<Refused> refusal = Optional.empty();

    private LineRequest() {}

    static LineRequest of(byte[] line, Session session) {
        LineRequest request = new LineRequest();
        try {
            request.read(line, session);
        } catch (Refused refused) {
            request.refusal = Optional.of(refused);
        }
        return request;
    }

    private void read(byte[] line, Session session) throws Refused {
        Map<String, Object> members = RequestJson.read(line);
        id = checkedId(members.get("id"));
        Request envelope = new Request(members, session);
        envelope.only(MEMBERS);
        envelope.whole("version", 1, 1);
        command = envelope.requiredText("command");
        arguments = envelope.object("args");
    }

    private static Object checkedId(Object id) throws Refused {
        boolean good = id == null
                || id instanceof Number
                || (id instanceof String text && text.length() <= LONGEST_ID)
                || id instanceof Boolean;
        if (!good) {
            throw new Refused("BAD_REQUEST", "id: expected a number or a short text", "");
        }
        return id;
    }

    /** What the answer is to be known by; null where there is none. */
    Object id() {
        return id;
    }

    String command() {
        return command;
    }

    Map<String, Object> arguments() {
        return arguments;
    }

    /** Why it cannot be asked; empty where it can. */
    Optional<Refused> refusal() {
        return refusal;
    }
}
