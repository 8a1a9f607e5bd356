package io.resilienceagent.chaos.stall;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Reads from a socket whose other end never answers. It ends when the socket is closed, from the chaos thread; should that
 * thread be lost, by the socket's own timeout, which is set a little later.
 */
final class SyncIoBlock implements Fault {
    private static final int LATER_MILLIS = 50;
    private static final int WAITING = 64;

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket silent;
    private volatile boolean ended;

    @Override
    public void begin(Strike process) throws IOException {
        // Nobody accepts: the operating system completes the connection all the same, and no answer ever comes.
        silent = new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress());
    }

    @Override
    public void before(Strike strike) throws IOException {
        // On a virtual thread a set interrupt flag would end the read at once; the thread gets it back afterwards.
        boolean interrupted = Thread.interrupted();
        try {
            while (!strike.over()) {
                read(strike);
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void read(Strike strike) throws IOException {
        try (Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
            open.add(socket);
            long millis = TimeUnit.NANOSECONDS.toMillis(strike.remainingNanos()) + LATER_MILLIS;
            socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, millis));
            if (!ended) {
                strike.fired();
                int never = socket.getInputStream().read();
                assert never < 0;
            }
        } catch (IOException closed) {
            if (!strike.over()) {
                throw closed;
            }
        } finally {
            open.removeIf(Socket::isClosed);
        }
    }

    @Override
    public void end() throws IOException {
        ended = true;
        for (Socket socket : open) {
            socket.close();
        }
        if (silent != null) {
            silent.close();
        }
    }
}
