package io.resilienceagent.cause;

/**
 * Clients whose callers wait on a lock or a future for an answer that another thread receives. That they wait for the
 * outside only their frames show.
 */
final class AwaitedIo {
    /** Frames of the JDK: class or beginning of its name, method or empty, what is waited for. */
    private static final String[][] JDK = {
        {"jdk.internal.net.http.", "", "http request"},
        {"java.lang.ProcessImpl", "waitFor", "process wait"},
        {"java.lang.Process", "waitFor", "process wait"},
        {"sun.nio.ch.NioSocketImpl", "connect", "socket connect"},
        {"sun.nio.ch.NioSocketImpl", "timedFinishConnect", "socket connect"},
        {"sun.nio.ch.NioSocketImpl", "accept", "socket accept"},
        {"sun.nio.ch.NioSocketImpl", "timedAccept", "socket accept"},
        {"sun.nio.ch.NioSocketImpl", "implRead", "socket read"},
        {"sun.nio.ch.NioSocketImpl", "timedRead", "socket read"},
        {"sun.nio.ch.NioSocketImpl", "implWrite", "socket write"},
        {"sun.nio.ch.SocketChannelImpl", "", "socket"},
        {"sun.nio.ch.ServerSocketChannelImpl", "", "socket accept"},
        {"sun.nio.ch.DatagramChannelImpl", "", "datagram"},
        {"sun.nio.ch.PendingFuture", "", "asynchronous channel"},
        {"java.net.InetAddress", "", "dns lookup"},
        {"com.sun.jndi.", "", "directory or dns request"},
        {"sun.rmi.transport.", "", "rmi call"},
    };

    /** Libraries: the beginning of their packages' names, what is waited for. */
    private static final String[][] LIBRARIES = {
        {"okhttp3.", "http request"},
        {"okio.", "http request"},
        {"org.apache.http.", "http request"},
        {"org.apache.hc.", "http request"},
        {"org.asynchttpclient.", "http request"},
        {"org.eclipse.jetty.client.", "http request"},
        {"org.eclipse.jetty.websocket.", "web socket"},
        {"org.java_websocket.", "web socket"},
        {"reactor.netty.", "network request"},
        {"io.netty.", "network request"},
        {"io.grpc.", "grpc call"},
        {"io.lettuce.", "redis command"},
        {"redis.clients.", "redis command"},
        {"org.redisson.", "redis command"},
        {"org.postgresql.", "database"},
        {"com.mysql.", "database"},
        {"org.mariadb.jdbc.", "database"},
        {"oracle.jdbc.", "database"},
        {"oracle.net.", "database"},
        {"com.microsoft.sqlserver.jdbc.", "database"},
        {"org.h2.", "database"},
        {"com.mongodb.", "database"},
        {"com.datastax.", "database"},
        {"org.apache.kafka.clients.", "kafka request"},
        {"com.rabbitmq.client.", "message broker"},
        {"software.amazon.awssdk.", "http request"},
        {"org.web3j.", "node request"},
    };

    private AwaitedIo() {}

    /** What a frame of the JDK waits for; null if for nothing from outside. */
    static String jdk(StackTraceElement frame) {
        String type = frame.getClassName();
        for (String[] row : JDK) {
            boolean fits = row[0].endsWith(".") ? type.startsWith(row[0]) : type.equals(row[0]);
            if (fits && (row[1].isEmpty() || frame.getMethodName().equals(row[1]))) {
                return row[2];
            }
        }
        return null;
    }

    /** What a library's frame waits for; null for a frame that is no known library's. */
    static String library(StackTraceElement frame) {
        for (String[] row : LIBRARIES) {
            if (frame.getClassName().startsWith(row[0])) {
                return row[1];
            }
        }
        return null;
    }
}
