package io.resilienceagent.control;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may ask over HTTP. Names that point here without being ours (DNS rebinding) and pages of other origins are refused
 * for reading as well: a page in the browser of somebody on this machine is as near as that person. Immutable.
 */
final class HttpGate {
    private static final String BEARER = "bearer ";
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final String listen;
    private final byte[] token;
    private final boolean readsNeedToken;

    /** @param listen the address as the policy has it, without the port */
    HttpGate(String listen, String token, boolean readsNeedToken) {
        this.listen = listen.toLowerCase(Locale.ROOT);
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.readsNeedToken = readsNeedToken;
    }

    /**
     * Whether it was us who was asked, and by whom.
     *
     * @param local the end of the connection that is ours
     */
    void checkSource(HttpHead head, InetSocketAddress local) throws HttpRefusal {
        String host = head.header("host").orElse("").toLowerCase(Locale.ROOT);
        Set<String> own = names(local);
        if (!own.contains(host)) {
            throw new HttpRefusal(421, "FORBIDDEN", "the header Host does not name this address", "ask one of " + own);
        }
        Optional<String> origin = head.header("origin");
        if (origin.isPresent() && !origin.get().equalsIgnoreCase("http://" + host)) {
            throw new HttpRefusal(403, "FORBIDDEN", "the request comes from a page of another origin", "");
        }
        Optional<String> site = head.header("sec-fetch-site");
        if (site.isPresent() && !OWN_SITE.contains(site.get())) {
            throw new HttpRefusal(403, "FORBIDDEN", "the request comes from a page of another site", "");
        }
    }

    /** Whether whoever asks may. */
    void checkToken(HttpHead head, boolean changes) throws HttpRefusal {
        if ((changes || readsNeedToken) && !hasToken(head)) {
            throw new HttpRefusal(
                    401,
                    "FORBIDDEN",
                    "the bearer token is missing or wrong",
                    "send `Authorization: Bearer TOKEN` with what stands in the file admin.token of the state directory");
        }
    }

    private Set<String> names(InetSocketAddress local) {
        String address = local.getAddress().getHostAddress();
        int zone = address.indexOf('%');
        String plain = zone < 0 ? address : address.substring(0, zone);
        Set<String> names = new TreeSet<>();
        for (String name : List.of("localhost", listen, plain.indexOf(':') < 0 ? plain : '[' + plain + ']')) {
            names.add(name + ':' + local.getPort());
            if (local.getPort() == 80) {
                names.add(name);
            }
        }
        if (local.getAddress().isLoopbackAddress() && plain.indexOf(':') >= 0) {
            names.add("[::1]:" + local.getPort());
        }
        return names;
    }

    private boolean hasToken(HttpHead head) throws HttpRefusal {
        String said = head.header("authorization").orElse("");
        if (!said.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return false;
        }
        byte[] given = said.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        // Takes as long for a token that is wrong at its end as for one that is wrong at its start.
        return MessageDigest.isEqual(given, token);
    }
}
