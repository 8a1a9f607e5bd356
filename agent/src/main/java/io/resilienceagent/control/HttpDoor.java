package io.resilienceagent.control;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Control over HTTP: a door that any user of the machine can knock at. */
final class HttpDoor extends Door {
    private static final int MOST = 32;
    private static final byte[] FULL =
            HttpAnswer.of(new HttpRefusal(503, "BUSY", MOST + " connections are open already", "try again"));

    private final InetSocketAddress address;
    private final Poller poller;
    private final CommandDesk desk;
    private final TurnedAway turnedAway;
    private volatile HttpGate gate;

    private HttpDoor(ServerSocketChannel channel, HttpGate gate, Poller poller, CommandDesk desk, TurnedAway turnedAway)
            throws IOException {
        super(channel, MOST, FULL);
        this.address = (InetSocketAddress) channel.getLocalAddress();
        this.gate = gate;
        this.poller = poller;
        this.desk = desk;
        this.turnedAway = turnedAway;
    }

    static HttpDoor open(InetSocketAddress where, HttpGate gate, Poller poller, CommandDesk desk, TurnedAway turnedAway)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(where);
            channel.configureBlocking(false);
            return new HttpDoor(channel, gate, poller, desk, turnedAway);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    void gate(HttpGate next) {
        gate = next;
    }

    @Override
    Conversation meet(SocketChannel from) throws IOException {
        InetSocketAddress local = (InetSocketAddress) from.getLocalAddress();
        InetSocketAddress remote = (InetSocketAddress) from.getRemoteAddress();
        String who = remote.getAddress().getHostAddress() + ':' + remote.getPort();
        return new HttpConversation(poller, desk, gate, local, who, turnedAway);
    }

    @Override
    void close() {
        try {
            channel().close();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
