package io.resilienceagent.cause;

/**
 * The native methods in which a thread waits for the outside, of JDK 17 to 25 and of a few libraries. They are internal
 * to the JDK and change their names: {@link InputCheck} looks at start whether they are still these.
 */
final class NativeIo {
    /** Class, beginning of the method's name, what it is called; the first that fits is taken. */
    private static final String[][] METHODS = {
        {"sun.nio.ch.SocketDispatcher", "read", "socket read"},
        {"sun.nio.ch.SocketDispatcher", "write", "socket write"},
        {"sun.nio.ch.NioSocketImpl", "", "socket"},
        {"sun.nio.ch.Net", "accept", "socket accept"},
        {"sun.nio.ch.Net", "connect", "socket connect"},
        {"sun.nio.ch.Net", "pollConnect", "socket connect"},
        {"sun.nio.ch.Net", "poll", "socket poll"},
        {"sun.nio.ch.Net", "", "socket"},
        {"sun.nio.ch.EPoll", "wait", "selector"},
        {"sun.nio.ch.KQueue", "poll", "selector"},
        {"sun.nio.ch.WEPoll", "wait", "selector"},
        {"sun.nio.ch.PollSelectorImpl", "poll", "selector"},
        {"sun.nio.ch.DatagramChannelImpl", "receive", "datagram receive"},
        {"sun.nio.ch.DatagramChannelImpl", "send", "datagram send"},
        {"sun.nio.ch.DatagramDispatcher", "", "datagram"},
        {"sun.nio.ch.UnixDomainSockets", "", "unix socket"},
        {"sun.nio.ch.FileDispatcherImpl", "read", "file read"},
        {"sun.nio.ch.FileDispatcherImpl", "pread", "file read"},
        {"sun.nio.ch.FileDispatcherImpl", "write", "file write"},
        {"sun.nio.ch.FileDispatcherImpl", "pwrite", "file write"},
        {"sun.nio.ch.FileDispatcherImpl", "force", "file sync"},
        {"sun.nio.ch.FileDispatcherImpl", "lock", "file lock"},
        {"sun.nio.ch.FileDispatcherImpl", "", "file"},
        {"sun.nio.ch.UnixFileDispatcherImpl", "read", "file read"},
        {"sun.nio.ch.UnixFileDispatcherImpl", "pread", "file read"},
        {"sun.nio.ch.UnixFileDispatcherImpl", "write", "file write"},
        {"sun.nio.ch.UnixFileDispatcherImpl", "pwrite", "file write"},
        {"sun.nio.ch.UnixFileDispatcherImpl", "force", "file sync"},
        {"sun.nio.ch.UnixFileDispatcherImpl", "lock", "file lock"},
        {"sun.nio.ch.UnixFileDispatcherImpl", "", "file"},
        {"sun.nio.ch.UnixDispatcher", "read", "file read"},
        {"sun.nio.ch.UnixDispatcher", "write", "file write"},
        {"sun.nio.ch.UnixDispatcher", "", "file"},
        {"sun.nio.ch.FileChannelImpl", "", "file"},
        {"sun.nio.ch.NativeThread", "", "channel close"},
        {"sun.nio.fs.UnixNativeDispatcher", "", "file system"},
        {"sun.nio.fs.LinuxNativeDispatcher", "", "file system"},
        {"java.io.FileInputStream", "open", "file open"},
        {"java.io.FileInputStream", "", "file read"},
        {"java.io.FileOutputStream", "open", "file open"},
        {"java.io.FileOutputStream", "", "file write"},
        {"java.io.FileDescriptor", "", "file sync"},
        {"java.io.RandomAccessFile", "open", "file open"},
        {"java.io.RandomAccessFile", "write", "file write"},
        {"java.io.RandomAccessFile", "", "file read"},
        {"java.io.UnixFileSystem", "", "file system"},
        {"java.io.Console", "", "console"},
        {"java.nio.MappedMemoryUtils", "force", "file sync"},
        {"java.nio.MappedByteBuffer", "force", "file sync"},
        {"java.net.Inet4AddressImpl", "", "dns lookup"},
        {"java.net.Inet6AddressImpl", "", "dns lookup"},
        {"java.net.SocketInputStream", "", "socket read"},
        {"java.net.SocketOutputStream", "", "socket write"},
        {"java.net.PlainSocketImpl", "socketConnect", "socket connect"},
        {"java.net.PlainSocketImpl", "socketAccept", "socket accept"},
        {"java.net.PlainSocketImpl", "", "socket"},
        {"java.net.PlainDatagramSocketImpl", "", "datagram"},
        {"java.lang.ProcessHandleImpl", "wait", "process wait"},
        {"java.lang.ProcessImpl", "", "process start"},
        {"io.netty.channel.epoll.Native", "epollWait", "selector"},
        {"io.netty.channel.kqueue.Native", "", "selector"},
        {"io.netty.channel.unix.", "", "socket"},
        {"org.apache.tomcat.jni.", "", "socket"},
        {"org.sqlite.core.NativeDB", "", "database"},
    };

    /** How a caller close above names what a general native method is used for. */
    private static final String[][] CALLERS = {
        {"sun.nio.ch.SocketDispatcher", "read", "socket read"},
        {"sun.nio.ch.SocketDispatcher", "write", "socket write"},
        {"sun.nio.ch.DatagramDispatcher", "read", "datagram receive"},
        {"sun.nio.ch.DatagramDispatcher", "write", "datagram send"},
        {"sun.nio.ch.NioSocketImpl", "timedRead", "socket read"},
        {"sun.nio.ch.NioSocketImpl", "implRead", "socket read"},
        {"sun.nio.ch.NioSocketImpl", "implWrite", "socket write"},
        {"sun.nio.ch.NioSocketImpl", "connect", "socket connect"},
        {"sun.nio.ch.NioSocketImpl", "timedFinishConnect", "socket connect"},
        {"sun.nio.ch.NioSocketImpl", "accept", "socket accept"},
        {"sun.nio.ch.NioSocketImpl", "timedAccept", "socket accept"},
        {"sun.nio.ch.SocketChannelImpl", "connect", "socket connect"},
        {"sun.nio.ch.SocketChannelImpl", "blockingConnect", "socket connect"},
        {"sun.nio.ch.SocketChannelImpl", "finishConnect", "socket connect"},
        {"sun.nio.ch.SocketChannelImpl", "read", "socket read"},
        {"sun.nio.ch.SocketChannelImpl", "implRead", "socket read"},
        {"sun.nio.ch.SocketChannelImpl", "blockingRead", "socket read"},
        {"sun.nio.ch.SocketChannelImpl", "write", "socket write"},
        {"sun.nio.ch.SocketChannelImpl", "implWrite", "socket write"},
        {"sun.nio.ch.SocketChannelImpl", "blockingWrite", "socket write"},
        {"sun.nio.ch.ServerSocketChannelImpl", "", "socket accept"},
        {"sun.nio.ch.DatagramChannelImpl", "receive", "datagram receive"},
        {"sun.nio.ch.DatagramChannelImpl", "send", "datagram send"},
        {"sun.nio.ch.SourceChannelImpl", "", "pipe read"},
        {"sun.nio.ch.SinkChannelImpl", "", "pipe write"},
        {"sun.nio.ch.FileChannelImpl", "read", "file read"},
        {"sun.nio.ch.FileChannelImpl", "implRead", "file read"},
        {"sun.nio.ch.FileChannelImpl", "write", "file write"},
        {"sun.nio.ch.FileChannelImpl", "implWrite", "file write"},
        {"sun.nio.ch.FileChannelImpl", "force", "file sync"},
        {"sun.nio.ch.FileChannelImpl", "lock", "file lock"},
        {"java.net.InetAddress", "", "dns lookup"},
    };

    private static final int CALLERS_WITHIN = 12;

    private NativeIo() {}

    /** What the native method on top of the stack waits for; null if it is none of the known. */
    static String operation(StackTraceElement[] frames) {
        String general = first(METHODS, frames[0]);
        if (general == null) {
            return null;
        }
        for (int i = 1; i < frames.length && i < CALLERS_WITHIN; i++) {
            if (Frames.isHost(frames[i])) {
                break;
            }
            String closer = first(CALLERS, frames[i]);
            if (closer != null) {
                return closer;
            }
        }
        return general;
    }

    private static String first(String[][] table, StackTraceElement frame) {
        for (String[] row : table) {
            boolean fits = row[0].endsWith(".")
                    ? frame.getClassName().startsWith(row[0])
                    : frame.getClassName().equals(row[0]);
            if (fits && frame.getMethodName().startsWith(row[1])) {
                return row[2];
            }
        }
        return null;
    }
}
