package io.resilienceagent.chaos.transport;

import io.resilienceagent.chaos.Strike;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** Where the answer is awaited and does not come. Read by the thread of the call that was struck. */
final class LostInput extends InputStream {
    private final Socket real;
    private final Strike strike;
    private final Loss loss;

    LostInput(Socket real, Strike strike, Loss loss) {
        this.real = real;
        this.strike = strike;
        this.loss = loss;
    }

    @Override
    public int read() throws IOException {
        if (loss.half() == Loss.Half.REPLY) {
            // The other side has done what it was asked to do: its answer begins.
            int first = real.getInputStream().read();
            if (first < 0) {
                return first;
            }
        }
        if (loss.manner() == Loss.Manner.TIMEOUT) {
            int timeout = real.getSoTimeout();
            long nanos = TimeUnit.MILLISECONDS.toNanos(timeout);
            if (timeout > 0 && nanos <= strike.remainingNanos()) {
                strike.pause(nanos);
                throw new SocketTimeoutException("Read timed out");
            }
            strike.pause(strike.remainingNanos());
        }
        real.close();
        throw new SocketException("Connection reset");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        return read();
    }
}
