package io.resilienceagent.control;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.OwnerOnly;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** The Unix socket: for the bot's own user and root. */
final class SocketDoor extends Door {
    private static final int MOST = 16;
    private static final byte[] FULL = LineConversation.line(
            null,
            Finished.refused("BUSY", MOST + " connections are open already", "close one of them, or wait a minute"));

    private final SocketPlace place;
    private final Peer peer;
    private final Poller poller;
    private final CommandDesk desk;
    private final TurnedAway turnedAway;
    private final Events events;

    private SocketDoor(
            SocketPlace place,
            ServerSocketChannel channel,
            Peer peer,
            Poller poller,
            CommandDesk desk,
            TurnedAway turnedAway,
            Events events) {
        super(channel, MOST, FULL);
        this.place = place;
        this.peer = peer;
        this.poller = poller;
        this.desk = desk;
        this.turnedAway = turnedAway;
        this.events = events;
    }

    /** Opens it below a directory that this process holds alone. */
    static SocketDoor open(
            Path state, Path temporary, Poller poller, CommandDesk desk, TurnedAway turnedAway, Events events)
            throws IOException {
        SocketPlace place = SocketPlace.in(state, temporary);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(place.unfinished()));
            OwnerOnly.take(place.unfinished());
            channel.configureBlocking(false);
            place.finish();
            return new SocketDoor(place, channel, new Peer(place.socket()), poller, desk, turnedAway, events);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            place.clear();
            throw failed;
        }
    }

    Path path() {
        return place.socket();
    }

    @Override
    Conversation meet(SocketChannel from) throws IOException {
        Optional<String> user = peer.admitted(from);
        if (user.isEmpty()) {
            turnedAway.note(
                    "CONTROL_STRANGER",
                    "socket=" + place.socket()
                            + " reason=\"a process of another user connected; only the bot's own user and root may\"");
            return null;
        }
        return new LineConversation(poller, desk, new SocketSession("socket user=" + user.get(), events));
    }

    @Override
    void close() {
        try {
            channel().close();
            place.clear();
        } catch (IOException e) {
            events.failure("CONTROL_ERROR", place.socket().toString(), e);
        }
    }
}
