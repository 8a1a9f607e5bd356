package io.resilienceagent.chaos.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/** A real, connected socket from which something else is read. All else is done to the real one, its end above all. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the real one synchronizes
final class StagedSocket extends Socket {
    private final Socket real;
    private final InputStream input;

    StagedSocket(Socket real, InputStream input) {
        this.real = real;
        this.input = input;
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return real.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        real.close();
    }

    @Override
    public boolean isClosed() {
        return real.isClosed();
    }

    @Override
    public boolean isConnected() {
        return real.isConnected();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        real.setSoTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return real.getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        real.setTcpNoDelay(on);
    }

    @Override
    public InetAddress getInetAddress() {
        return real.getInetAddress();
    }

    @Override
    public int getPort() {
        return real.getPort();
    }

    @Override
    public int getLocalPort() {
        return real.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return real.getRemoteSocketAddress();
    }
}
