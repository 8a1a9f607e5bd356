package io.resilienceagent.chaos.transport;

import io.resilienceagent.chaos.Strike;
import io.resilienceagent.guard.Invocation;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The WebSocket of {@code java.net.http}: messages on their way to the host's listener, and those that it sends. A message that
 * is late waits in the JDK's own receiver, so that order and demand are kept and no thread waits.
 */
final class JdkWebSocket implements Transport {
    private static final String WEB_SOCKET = "jdk.internal.net.http.websocket.WebSocketImpl";
    private static final Set<String> MESSAGES = Set.of("TEXT", "BINARY", "PING", "PONG");

    private final Inside inside;
    /** The late message of each socket. */
    private final Map<Object, Held> held = Collections.synchronizedMap(new WeakHashMap<>());

    JdkWebSocket(Inside inside) {
        this.inside = inside;
    }

    @Override
    public String name() {
        return "jdk-websocket";
    }

    @Override
    public List<String> on() {
        return List.of(
                WEB_SOCKET + "$ReceiveTask#run()",
                WEB_SOCKET + "#sendText(CharSequence,boolean)",
                WEB_SOCKET + "#sendBinary(ByteBuffer,boolean)",
                WEB_SOCKET + "#sendPing(ByteBuffer)");
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of(Ability.DELAY, Ability.MESSAGES);
    }

    /** The receiver runs for other reasons too: only a message that is about to be delivered counts. */
    @Override
    public Destination destination(Invocation call) {
        try {
            Object socket = socket(call);
            if (call.self() != socket && !MESSAGES.contains(state(socket))) {
                return null;
            }
            return Destination.of((URI) inside.get(socket, "uri"), call.self() == socket ? "SEND" : "RECEIVE");
        } catch (ReflectiveOperationException otherJdk) {
            throw new IllegalStateException(otherJdk);
        }
    }

    private String state(Object socket) throws ReflectiveOperationException {
        return ((AtomicReference<?>) inside.get(socket, "state")).get().toString();
    }

    private Object socket(Invocation call) throws ReflectiveOperationException {
        return call.self() instanceof WebSocket ? call.self() : inside.get(call.self(), "this$0");
    }

    @Override
    public void delay(Strike strike, long nanos, Later later) throws Exception {
        Invocation call = strike.call();
        if (call.answersLater()) {
            later.pretendDelayed(call, nanos);
            strike.fired();
            return;
        }
        Object socket = socket(call);
        Object message = message(socket);
        Held known = held.get(socket);
        if (known != null && known.message == message) {
            if (!known.over) {
                call.pretend(null, null);
            }
            return;
        }
        Held late = new Held(message);
        held.put(socket, late);
        call.pretend(null, null);
        strike.fired();
        later.run(nanos, () -> deliver(socket, late));
    }

    /** Lets the receiver look again, on the thread where it looks otherwise. */
    private void deliver(Object socket, Held late) {
        late.over = true;
        try {
            inside.call(
                    inside.get(socket, "receiveScheduler"),
                    "runOrSchedule",
                    new Class<?>[] {Executor.class},
                    inside.get(socket, "clientExecutor"));
        } catch (ReflectiveOperationException otherJdk) {
            throw new IllegalStateException(otherJdk);
        }
    }

    /** What the receiver is about to deliver, by identity. */
    private Object message(Object socket) throws ReflectiveOperationException {
        return inside.get(socket, state(socket).equals("TEXT") ? "text" : "binaryData");
    }

    /** The connection breaks: the JDK closes its socket and tells the listener, as for a real drop. */
    @Override
    public void lose(Strike strike, Loss loss, Later later) throws Exception {
        Invocation call = strike.call();
        Object socket = socket(call);
        IOException reset = new SocketException("Connection reset");
        inside.call(socket, "signalError", new Class<?>[] {Throwable.class}, reset);
        call.pretend(null, call.answersLater() ? new IOException("Output closed", reset) : null);
        strike.fired();
    }

    /** A message that is late; identity tells it from the next one. */
    private static final class Held {
        private final Object message;
        private volatile boolean over;

        Held(Object message) {
            this.message = message;
        }
    }
}
