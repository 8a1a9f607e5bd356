package io.resilienceagent.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * One connection: what has come and was not yet understood, what is to be sent, and an end that lets the other side
 * read the last answer. Bounded in what it keeps. For the thread of its {@link Poller} only.
 */
final class Connection {
    /** The longest request line and the largest body. */
    static final int MOST_BYTES = 64 << 10;

    /** After the last answer so much is read and thrown away: closed at once, the answer could be lost with it. */
    private static final long MOST_DRAINED = 1 << 20;

    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int FIRST_BYTES = 1024;

    private final Poller poller;
    private final SocketChannel channel;
    private final Conversation conversation;
    private final SelectionKey key;
    /** Room for one byte more than the most, so that too much is seen as too much. */
    private byte[] in = new byte[FIRST_BYTES];

    /** What has come and was not taken yet stands in between. */
    private int from;

    private int to;
    private ByteBuffer out;
    private Runnable sent;
    private long heardAt;
    private boolean ended;
    private boolean last;
    private long drained;
    private long drainUntil;
    private boolean draining;
    private boolean closed;

    Connection(Poller poller, SocketChannel channel, SelectionKey key, Conversation conversation) {
        this.poller = poller;
        this.channel = channel;
        this.key = key;
        this.conversation = conversation;
        this.heardAt = poller.now();
    }

    /** The channel can be read or written. */
    void ready(ByteBuffer shared) throws IOException {
        if (key.isReadable()) {
            read(shared);
        }
        if (!closed && key.isWritable()) {
            flush();
        }
        proceed();
    }

    private void read(ByteBuffer shared) throws IOException {
        shared.clear();
        if (!draining) {
            shared.limit(Math.min(shared.capacity(), MOST_BYTES + 1 - length()));
        }
        int count = channel.read(shared);
        if (count < 0) {
            ended = true;
            conversation.gone();
        } else if (draining) {
            drained += count;
        } else {
            heardAt = poller.now();
            keep(shared.flip());
        }
        if (draining && (ended || drained > MOST_DRAINED)) {
            close();
        }
    }

    private void keep(ByteBuffer bytes) {
        int count = bytes.remaining();
        if (to + count > in.length) {
            int needed = length() + count;
            byte[] room = needed > in.length ? new byte[Math.min(MOST_BYTES + 1, 2 * needed)] : in;
            System.arraycopy(in, from, room, 0, length());
            in = room;
            to -= from;
            from = 0;
        }
        bytes.get(in, to, count);
        to += count;
    }

    /** Lets the conversation go on, where nothing waits to be sent. */
    void proceed() {
        boolean more = true;
        while (more && !closed && !draining && out == null) {
            more = conversation.proceed(this);
        }
        interests();
    }

    private void interests() {
        if (closed || !key.isValid()) {
            return;
        }
        boolean readable = !ended && (draining || !isFull());
        key.interestOps((readable ? SelectionKey.OP_READ : 0) | (out != null ? SelectionKey.OP_WRITE : 0));
    }

    /** How many bytes have come and were not taken. */
    int length() {
        return to - from;
    }

    /** One of them. */
    byte at(int index) {
        return in[from + index];
    }

    boolean isFull() {
        return length() > MOST_BYTES;
    }

    /** Whether nothing more will come. */
    boolean ended() {
        return ended;
    }

    /** When the other side was heard last, or took something. */
    long heardAt() {
        return heardAt;
    }

    long now() {
        return poller.now();
    }

    /** Takes the first bytes away. */
    byte[] take(int count) {
        byte[] taken = Arrays.copyOfRange(in, from, from + count);
        from += count;
        if (from == to) {
            from = 0;
            to = 0;
            in = in.length > FIRST_BYTES ? new byte[FIRST_BYTES] : in;
        }
        return taken;
    }

    /**
     * Sends something.
     *
     * @param isLast whether the connection ends with it
     * @param then is run once when it is on its way, or lost
     */
    void send(byte[] bytes, boolean isLast, Runnable then) {
        if (closed) {
            then.run();
            return;
        }
        out = ByteBuffer.wrap(bytes);
        sent = then;
        last |= isLast;
        try {
            flush();
        } catch (IOException gone) {
            close();
        }
        interests();
    }

    private void flush() throws IOException {
        if (out != null) {
            if (channel.write(out) > 0) {
                heardAt = poller.now();
            }
            if (!out.hasRemaining()) {
                out = null;
                tellSent();
                if (last) {
                    finish();
                }
            }
        }
    }

    private void tellSent() {
        Runnable then = sent;
        sent = null;
        if (then != null) {
            then.run();
        }
    }

    /** Ends it: what was sent is still delivered. */
    void finish() {
        if (ended) {
            close();
            return;
        }
        try {
            channel.shutdownOutput();
            draining = true;
            drainUntil = poller.now() + DRAIN_NANOS;
        } catch (IOException goneAlready) {
            close();
        }
    }

    /** When something is to be done although nothing happens; {@link Long#MAX_VALUE}: never. */
    long due() {
        return draining ? drainUntil : conversation.due(this);
    }

    void late(long now) {
        if (draining) {
            close();
        } else {
            conversation.late(this, now);
            interests();
        }
    }

    /** Ends it at once. Never throws. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        poller.left(this);
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // It is closed whatever this says.
        }
        out = null;
        tellSent();
        conversation.gone();
    }
}
