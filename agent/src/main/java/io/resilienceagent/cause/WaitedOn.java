package io.resilienceagent.cause;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The system call that a thread waits in, and on what: read from Linux's view of the process. Either true or absent: what
 * cannot be read, or changes while it is read, is left out.
 *
 * @param call the system call's name; empty if it waits in none that is known
 * @param descriptor the file descriptor; -1 if there is none
 * @param target a peer's address, a path or a kind of pipe; empty if unknown
 */
record WaitedOn(String call, int descriptor, String target) {
    private static final WaitedOn NOTHING = new WaitedOn("", -1, "");
    private static final int PATH_BYTES = 512;

    /**
     * What the operating system's thread of that number waits on.
     *
     * @param peers sockets known from before: their tables are long, and their peers do not change
     */
    static WaitedOn of(int thread, Map<String, String> peers) {
        if (thread < 0) {
            return NOTHING;
        }
        String path = "/proc/self/task/" + thread + "/syscall";
        String before = ProcFile.text(path, 256);
        WaitedOn found = before == null ? NOTHING : parse(before, peers);
        // It may have gone on meanwhile, and the address then points to something else.
        return before != null && before.equals(ProcFile.text(path, 256)) ? found : NOTHING;
    }

    /** {@code 7 0x7f75088ca3b8 0x1 0xf4240 ...}: number and arguments; or the word {@code running}. */
    private static WaitedOn parse(String line, Map<String, String> peers) {
        String[] words = line.trim().split(" ", -1);
        if (words.length < 4) {
            return NOTHING;
        }
        try {
            SystemCalls.Call call = SystemCalls.of(Integer.parseInt(words[0]));
            if (call == null) {
                return NOTHING;
            }
            long first = Long.parseUnsignedLong(words[1].substring(2), 16);
            long second = Long.parseUnsignedLong(words[2].substring(2), 16);
            return switch (call.target()) {
                case DESCRIPTOR -> descriptor(call.name(), (int) first, peers);
                case POLL_LIST -> descriptor(call.name(), second == 1 ? polled(first) : -1, peers);
                case PATH -> new WaitedOn(call.name(), -1, path(second));
                case NONE -> new WaitedOn(call.name(), -1, "");
            };
        } catch (NumberFormatException other) {
            return NOTHING;
        }
    }

    private static WaitedOn descriptor(String call, int descriptor, Map<String, String> peers) {
        String link = descriptor < 0 ? null : ProcFile.link("/proc/self/fd/" + descriptor);
        if (link == null) {
            return new WaitedOn(call, -1, "");
        }
        if (link.startsWith("socket:[")) {
            return new WaitedOn(call, descriptor, peer(link.substring(8, link.length() - 1), peers));
        }
        return new WaitedOn(call, descriptor, link.startsWith("anon_inode:") ? "" : link);
    }

    private static String peer(String inode, Map<String, String> peers) {
        String peer = peers.get(inode);
        if (peer == null) {
            peer = Sockets.describe(inode);
            if (!peer.startsWith("connecting") && !peer.equals("socket")) {
                peers.put(inode, peer);
            }
        }
        return peer;
    }

    /** The descriptor in a {@code struct pollfd}; -1 if it cannot be read. */
    private static int polled(long address) {
        byte[] bytes = memory(address, 8);
        return bytes.length < 8
                ? -1
                : ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt();
    }

    private static String path(long address) {
        byte[] bytes = memory(address, PATH_BYTES);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return end == bytes.length ? "" : new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static byte[] memory(long address, int length) {
        if (address <= 0) {
            return new byte[0];
        }
        try (RandomAccessFile memory = new RandomAccessFile("/proc/self/mem", "r")) {
            memory.seek(address);
            byte[] bytes = new byte[length];
            int read = memory.read(bytes);
            return Arrays.copyOf(bytes, Math.max(0, read));
        } catch (IOException | SecurityException unreadable) {
            return new byte[0];
        }
    }
}
