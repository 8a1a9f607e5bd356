package io.resilienceagent.control;

/**
 * Where and for whom HTTP is served.
 *
 * @param host an address or a name; an IPv6 address in brackets
 * @param port 0 for any free one
 * @param readsNeedToken whether reading needs the token too
 */
public record HttpListen(String host, int port, boolean readsNeedToken) {
    /** From {@code HOST:PORT}, as a policy has it. */
    public static HttpListen of(String listen, boolean readsNeedToken) {
        int colon = listen.lastIndexOf(':');
        return new HttpListen(
                listen.substring(0, colon), Integer.parseInt(listen.substring(colon + 1)), readsNeedToken);
    }

    boolean samePlace(HttpListen other) {
        return other != null && host.equals(other.host) && port == other.port;
    }

    @Override
    public String toString() {
        return host + ':' + port;
    }
}
