package io.resilienceagent.control;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A place where connections are taken. Its methods run on the thread of the {@link Poller}, so they never wait. */
abstract class Door {
    private final ServerSocketChannel channel;
    private final int mostConnections;
    private final byte[] full;

    /**
     * @param channel what listens; not blocking
     * @param mostConnections how many connections there may be at a time
     * @param full what is said to one too many
     */
    Door(ServerSocketChannel channel, int mostConnections, byte[] full) {
        this.channel = channel;
        this.mostConnections = mostConnections;
        this.full = full.clone();
    }

    /** What listens. */
    final ServerSocketChannel channel() {
        return channel;
    }

    /** How many connections there may be at a time. */
    final int mostConnections() {
        return mostConnections;
    }

    /** What is said to one too many. */
    final byte[] full() {
        return full.clone();
    }

    /** Begins a conversation with whoever came; null sends them away without a word. */
    abstract Conversation meet(SocketChannel from) throws IOException;

    /** Gives up the place: nobody can come any more. Never throws. */
    abstract void close();
}
