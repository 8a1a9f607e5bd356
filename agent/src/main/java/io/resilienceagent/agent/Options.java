package io.resilienceagent.agent;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What stands behind {@code -javaagent:resilience.jar=}: a policy path, or {@code key=value} pairs separated by commas.
 *
 * @param policy the policy file
 * @param state the agent's directory, if it was named here
 * @param exitOnError whether a policy that cannot be used ends the JVM before the bot starts
 * @param ask a file with a request that is answered with the attach, if there is one
 */
record Options(Path policy, Optional<String> state, boolean exitOnError, Optional<Path> ask) {
    private static final String KEYS = "policy=PATH, state=DIRECTORY, on_error=exit|ignore, ask=PATH";

    /**
     * Reads the agent's arguments.
     *
     * @param environmentPolicy {@code RESILIENCE_POLICY}, null where it is not set
     * @throws IllegalArgumentException naming what was found and what may stand there
     */
    static Options parse(String arguments, String environmentPolicy) {
        String policy =
                environmentPolicy == null || environmentPolicy.isBlank() ? "resilience.yaml" : environmentPolicy;
        String state = null;
        boolean exitOnError = true;
        Optional<Path> ask = Optional.empty();
        String text = arguments == null ? "" : arguments.strip();
        if (!text.isEmpty() && !text.matches("(policy|state|on_error|ask)=.*|[a-z_]+=[^/]*")) {
            if (text.matches(".*,(policy|state|on_error|ask)=.*")) {
                throw new IllegalArgumentException(
                        "beside other agent arguments the policy needs its name: policy=" + text);
            }
            return new Options(Path.of(text), Optional.empty(), true, Optional.empty());
        }
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (value.isEmpty()) {
                throw new IllegalArgumentException("agent argument '" + pair + "' has no value; known are " + KEYS);
            }
            switch (key) {
                case "policy" -> policy = value;
                case "state" -> state = value;
                case "on_error" -> exitOnError = exits(value);
                case "ask" -> ask = Optional.of(Path.of(value));
                default ->
                    throw new IllegalArgumentException("unknown agent argument '" + key + "'; known are " + KEYS);
            }
        }
        return new Options(Path.of(policy), Optional.ofNullable(state), exitOnError, ask);
    }

    private static boolean exits(String value) {
        return switch (value) {
            case "exit" -> true;
            case "ignore" -> false;
            default -> throw new IllegalArgumentException("on_error=" + value + " is unknown; it is exit or ignore");
        };
    }
}
