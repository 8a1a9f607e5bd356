package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.FaultType.Option;
import io.resilienceagent.chaos.Options;
import io.resilienceagent.chaos.transport.Destination;
import io.resilienceagent.policy.Glob;
import java.util.List;
import java.util.Locale;

/**
 * Which calls of a transport are meant, such as orders only. In each text {@code *} stands for any characters.
 *
 * @param host the host's name
 * @param port its port
 * @param path the path of the request
 * @param method the method of HTTP
 */
record Filter(String host, String port, String path, String method) {
    /** The options that it is read from. */
    static final List<Option> OPTIONS = List.of(
            new Option("host", "only calls to this host, in which `*` stands for any characters", "*"),
            new Option("port", "only calls to this port", "*"),
            new Option("path", "only requests for this path, as `/api/order*`", "*"),
            new Option("method", "only requests of this HTTP method, as `POST`", "*"));

    static Filter of(Options options) {
        return new Filter(
                options.text("host").orElse("*").toLowerCase(Locale.ROOT),
                options.text("port").orElse("*"),
                options.text("path").orElse("*"),
                options.text("method").orElse("*").toUpperCase(Locale.ROOT));
    }

    boolean means(Destination destination) {
        return Glob.matches(host, destination.host().toLowerCase(Locale.ROOT))
                && Glob.matches(port, destination.port())
                && Glob.matches(path, destination.path())
                && Glob.matches(method, destination.method());
    }
}
