package io.resilienceagent.chaos.transport;

import io.resilienceagent.chaos.Strike;
import io.resilienceagent.guard.Invocation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sockets and socket channels: connect, read, write; those that the host accepted among them, whose destination is the other
 * side's address. A thread that polls channels is not made to wait: delays and timeouts pass them by.
 */
final class JdkSocket implements Transport {
    private static final String CHANNEL = "sun.nio.ch.SocketChannelImpl";

    private final Inside inside;

    JdkSocket(Inside inside) {
        this.inside = inside;
    }

    @Override
    public String name() {
        return "jdk-socket";
    }

    @Override
    public List<String> on() {
        return List.of(
                "java.net.Socket#connect(SocketAddress,int)",
                "java.net.Socket$SocketInputStream#read(byte[],int,int)",
                "java.net.Socket$SocketOutputStream#write(byte[],int,int)",
                CHANNEL + "#connect(SocketAddress)",
                CHANNEL + "#read(ByteBuffer)",
                CHANNEL + "#read(ByteBuffer[],int,int)",
                CHANNEL + "#write(ByteBuffer)",
                CHANNEL + "#write(ByteBuffer[],int,int)");
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of(Ability.LOSE, Ability.DELAY);
    }

    @Override
    public Destination destination(Invocation call) {
        SocketAddress address = call.arguments()[0] instanceof SocketAddress named ? named : remote(call);
        return address instanceof InetSocketAddress known ? Destination.of(known) : null;
    }

    private SocketAddress remote(Invocation call) {
        try {
            return call.self() instanceof SocketChannel channel
                    ? channel.getRemoteAddress()
                    : socket(call).getRemoteSocketAddress();
        } catch (IOException closed) {
            return null;
        }
    }

    /** Of a channel there is none: its streams are those of the socket that it adapts. */
    private Socket socket(Invocation call) {
        if (call.self() instanceof Socket socket) {
            return socket;
        }
        try {
            return (Socket) inside.get(call.self(), "parent");
        } catch (ReflectiveOperationException otherJdk) {
            throw new IllegalStateException(otherJdk);
        }
    }

    @Override
    public void delay(Strike strike, long nanos, Later later) {
        if (mayWait(strike.call())) {
            strike.pause(nanos);
            strike.fired();
        }
    }

    private static boolean mayWait(Invocation call) {
        return !(call.self() instanceof SocketChannel channel) || channel.isBlocking();
    }

    @Override
    public void lose(Strike strike, Loss loss, Later later) throws Exception {
        Doing doing = Doing.of(strike.call());
        if (loss.half() == Loss.Half.REPLY && doing != Doing.READ) {
            return;
        }
        if (loss.manner() == Loss.Manner.TIMEOUT) {
            if (doing != Doing.WRITE && mayWait(strike.call())) {
                timeOut(strike, doing);
            }
            return;
        }
        IOException failure =
                switch (doing) {
                    case CONNECT -> new ConnectException("Connection refused");
                    case READ -> new SocketException("Connection reset");
                    case WRITE -> new SocketException("Broken pipe");
                };
        abort(strike.call());
        strike.call().pretend(null, failure);
        strike.fired();
    }

    /** One that has no timeout hangs while the experiment lasts, and then goes on. */
    private void timeOut(Strike strike, Doing doing) throws IOException {
        int millis = timeout(strike.call(), doing);
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        if (millis > 0 && nanos <= strike.remainingNanos()) {
            strike.pause(nanos);
            strike.call()
                    .pretend(
                            null,
                            new SocketTimeoutException(
                                    doing == Doing.CONNECT ? "Connect timed out" : "Read timed out"));
        } else {
            strike.pause(strike.remainingNanos());
        }
        strike.fired();
    }

    private int timeout(Invocation call, Doing doing) throws IOException {
        if (call.self() instanceof SocketChannel) {
            return 0;
        }
        return doing == Doing.CONNECT
                ? (Integer) call.arguments()[1]
                : socket(call).getSoTimeout();
    }

    /** The connection is really gone, for the other side too: it is reset, not closed in peace. */
    private void abort(Invocation call) {
        try {
            if (call.self() instanceof SocketChannel channel) {
                if (channel.isConnected()) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
                channel.close();
            } else {
                Socket socket = socket(call);
                if (socket.isConnected()) {
                    socket.setSoLinger(true, 0);
                }
                socket.close();
            }
        } catch (IOException closed) {
            // It is gone already.
        }
    }

    /** What a call does. */
    private enum Doing {
        CONNECT,
        READ,
        WRITE;

        static Doing of(Invocation call) {
            if (call.arguments()[0] instanceof SocketAddress) {
                return CONNECT;
            }
            return call.hostMethod().equals("read") ? READ : WRITE;
        }
    }
}
