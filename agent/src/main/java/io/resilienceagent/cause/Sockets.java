package io.resilienceagent.cause;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** From a socket's inode to its peer, by the tables of Linux. Without state; never throws; asks no name server. */
final class Sockets {
    private static final Path TABLES = Path.of("/proc/self/net");
    /** As many as Linux keeps of closed connections by default, and as many open ones. */
    private static final int MOST_ROWS = 1 << 18;

    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENS = "0A";
    private static final String CONNECTS = "02";

    private Sockets() {}

    /** {@code 192.0.2.7:443}, {@code listens on [::]:8080}, {@code unix:/run/x}; {@code socket} if it is in no table. */
    static String describe(String inode) {
        return describe(inode, TABLES);
    }

    /** As {@link #describe(String)}, by the tables in that directory. */
    static String describe(String inode, Path tables) {
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            String[] row = row(tables.resolve(table), inode, INODE);
            if (row != null) {
                return internet(row, table.startsWith("udp"));
            }
        }
        String[] unix = row(tables.resolve("unix"), inode, 6);
        if (unix != null) {
            return unix.length > 7 ? "unix:" + unix[7] : "unix socket";
        }
        return "socket";
    }

    private static String internet(String[] row, boolean datagrams) {
        String remote = address(row[REMOTE]);
        boolean listens = datagrams ? remote.endsWith(":0") : row[STATE].equals(LISTENS);
        if (listens) {
            return (datagrams ? "udp, bound to " : "listens on ") + address(row[LOCAL]);
        }
        String words = datagrams ? "udp " : row[STATE].equals(CONNECTS) ? "connecting to " : "";
        return words + remote;
    }

    /** Row by row: a process that opens a connection for each request has tens of thousands of closed ones in there. */
    private static String[] row(Path table, String inode, int column) {
        try (BufferedReader rows = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1)) {
            String row = rows.readLine();
            for (int i = 0; row != null && i < MOST_ROWS; i++) {
                if (row.contains(inode)) {
                    String[] words = row.trim().split("\\s+", -1);
                    if (words.length > column && words[column].equals(inode)) {
                        return words;
                    }
                }
                row = rows.readLine();
            }
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
        return null;
    }

    /** {@code 0100007F:1F90}: words in the machine's order of bytes, a port in ours. */
    private static String address(String hex) {
        int colon = hex.indexOf(':');
        try {
            ByteBuffer bytes = ByteBuffer.allocate(colon / 2).order(ByteOrder.nativeOrder());
            for (int i = 0; i < colon; i += 8) {
                bytes.putInt((int) Long.parseLong(hex.substring(i, i + 8), 16));
            }
            String host = InetAddress.getByAddress(bytes.array()).getHostAddress();
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                    + Integer.parseInt(hex.substring(colon + 1), 16);
        } catch (UnknownHostException | RuntimeException other) {
            return "";
        }
    }
}
