package io.resilienceagent.control;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which command stands behind which address. Immutable. */
final class HttpRoutes {
    private static final String METRICS = "metrics";
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    /**
     * A command behind an address.
     *
     * @param method how it is asked for
     * @param command its name
     */
    record Route(String method, String command) {
        boolean changes() {
            return method.equals("POST");
        }
    }

    private static final Map<String, Route> ROUTES = Map.of(
            "/health", new Route("GET", "health"),
            "/metrics", new Route("GET", METRICS),
            "/admin/status", new Route("GET", "status"),
            "/admin/state", new Route("GET", "state"),
            "/admin/chaos", new Route("GET", "chaos.list"),
            "/admin/dump", new Route("POST", "dump"),
            "/admin/reload", new Route("POST", "reload"),
            "/admin/chaos/inject", new Route("POST", "chaos.inject"),
            "/admin/chaos/stop", new Route("POST", "chaos.stop"));

    private HttpRoutes() {}

    static Route find(HttpHead head) throws HttpRefusal {
        Route route = ROUTES.get(head.path());
        if (route == null) {
            throw new HttpRefusal(404, "UNKNOWN_COMMAND", "there is nothing here", "known are " + paths());
        }
        if (!route.method().equals(head.method())) {
            throw new HttpRefusal(405, "BAD_REQUEST", "found another method, expected " + route.method(), "");
        }
        return route;
    }

    /** What the headers say of what is wanted. */
    static Map<String, Object> wanted(Route route, HttpHead head) {
        return route.command().equals(METRICS)
                ? Map.of("format", AcceptHeader.format(head.headers().getOrDefault("accept", List.of())))
                : Map.of();
    }

    private static Set<String> paths() {
        return new TreeSet<>(ROUTES.keySet());
    }

    /** What the command is given: over HTTP the duration of an experiment may be told in seconds. */
    static Map<String, Object> arguments(Route route, Map<String, Object> body) throws Refused {
        if (!route.command().equals("chaos.inject") || !body.containsKey("duration")) {
            return body;
        }
        if (!(body.get("duration") instanceof Number seconds) || body.containsKey("duration_ms")) {
            throw new Refused("BAD_REQUEST", "duration: expected a number of seconds, or duration_ms in its place", "");
        }
        Map<String, Object> arguments = new LinkedHashMap<>(body);
        arguments.remove("duration");
        arguments.put("duration_ms", new BigDecimal(seconds.toString()).multiply(MILLIS));
        return arguments;
    }
}
