package io.resilienceagent.systemd;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Where systemd listens, as {@code NOTIFY_SOCKET} says it: a path, or {@code @} and an abstract name. Immutable. */
final class NotifyAddress {
    /** The family of local sockets. */
    static final int AF_UNIX = 1;

    private static final int FAMILY_BYTES = 2;
    /** Of the 108 bytes that the kernel has one is for the closing NUL, which some readers insist on. */
    private static final int LONGEST = 107;

    private final String text;
    private final byte[] sockaddr;

    private NotifyAddress(String text, byte[] sockaddr) {
        this.text = text;
        this.sockaddr = sockaddr;
    }

    /** @throws NotifyFailure when it is neither a path nor an abstract name, or too long for the kernel */
    static NotifyAddress parse(String text) throws NotifyFailure {
        boolean isAbstract = text.startsWith("@");
        byte[] name = text.getBytes(StandardCharsets.UTF_8);
        if ((!isAbstract && !text.startsWith("/")) || name.length < 2 || name.length > LONGEST) {
            throw NotifyFailure.unavailable(
                    "NOTIFY_SOCKET=" + text + ": expected an absolute path or @ and a name, of at most " + LONGEST
                            + " bytes",
                    null);
        }
        // A path ends with NUL, an abstract name with its last byte: there the length alone counts.
        byte[] sockaddr = new byte[FAMILY_BYTES + name.length + (isAbstract ? 0 : 1)];
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        sockaddr[little ? 0 : 1] = AF_UNIX;
        System.arraycopy(name, 0, sockaddr, FAMILY_BYTES, name.length);
        if (isAbstract) {
            sockaddr[FAMILY_BYTES] = 0;
        }
        return new NotifyAddress(text, sockaddr);
    }

    /** The variable's value, for people. */
    String text() {
        return text;
    }

    /** The same as the kernel's {@code sockaddr_un}, cut to its length; not to be changed. */
    byte[] sockaddr() {
        return sockaddr;
    }
}
