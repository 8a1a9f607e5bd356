package io.resilienceagent.chaos.transport;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * What a call of a transport speaks to. What is not known is an empty text.
 *
 * @param host the host's name, or its address where no name was given
 * @param port its port
 * @param method the method of HTTP, in capitals
 * @param path the path of the request, without its query
 */
public record Destination(String host, String port, String method, String path) {
    /** A host alone. */
    public static Destination of(String host) {
        return new Destination(host, "", "", "");
    }

    /** One end of a connection; no name is looked up. */
    public static Destination of(InetSocketAddress address) {
        return new Destination(address.getHostString(), Integer.toString(address.getPort()), "", "");
    }

    /** A request. */
    public static Destination of(URI uri, String method) {
        return new Destination(
                uri.getHost() == null ? "" : uri.getHost(),
                uri.getPort() < 0 ? "" : Integer.toString(uri.getPort()),
                method,
                uri.getPath() == null ? "" : uri.getPath());
    }
}
