package io.resilienceagent.control;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A place where connections are taken. Its methods run on the thread of the {@link Poller}, so they never wait. */
interface Door {
    /** What listens; not blocking. */
    ServerSocketChannel channel();

    /** How many connections there may be at a time. */
    int mostConnections();

    /** Begins a conversation with whoever came; null sends them away without a word. */
    Conversation meet(SocketChannel channel) throws IOException;

    /** What is said to one too many. */
    byte[] full();

    /** Gives up the place: nobody can come any more. */
    void close();
}
