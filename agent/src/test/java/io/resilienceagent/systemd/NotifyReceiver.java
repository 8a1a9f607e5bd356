package io.resilienceagent.systemd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The other end of {@code NOTIFY_SOCKET}: a real datagram socket, at a path or at an abstract address. */
public final class NotifyReceiver implements AutoCloseable {
    private static final int SOCK_DGRAM_CLOEXEC = 0x80002;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_TRUNC = 0x20;

    private final NativeLibrary libc = NativeLibrary.getProcess();
    private final int descriptor;
    private boolean closed;

    /** Listens at a path, or at {@code @} and a name. */
    public NotifyReceiver(String address) {
        descriptor = call("socket", 1, SOCK_DGRAM_CLOEXEC, 0);
        // Written anew rather than taken from the code under test: family, and the name with @ as NUL.
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        byte[] sockaddr = new byte[2 + name.length + (address.startsWith("@") ? 0 : 1)];
        sockaddr[0] = 1;
        System.arraycopy(name, 0, sockaddr, 2, name.length);
        if (address.startsWith("@")) {
            sockaddr[2] = 0;
        }
        assertTrue(call("bind", descriptor, sockaddr, sockaddr.length) == 0, () -> "errno " + Native.getLastError());
    }

    /** What came since the last look; delivery between local sockets is immediate. */
    public List<String> received() {
        List<String> messages = new ArrayList<>();
        byte[] buffer = new byte[65536];
        Function recv = libc.getFunction("recv");
        while (true) {
            long length =
                    recv.invokeLong(new Object[] {descriptor, buffer, (long) buffer.length, MSG_DONTWAIT | MSG_TRUNC});
            if (length < 0) {
                return messages;
            }
            messages.add(new String(Arrays.copyOf(buffer, (int) length), StandardCharsets.UTF_8));
        }
    }

    private int call(String function, Object... arguments) {
        return libc.getFunction(function).invokeInt(arguments);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            call("close", descriptor);
        }
    }
}
