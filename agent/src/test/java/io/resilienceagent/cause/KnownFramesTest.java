package io.resilienceagent.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stacks that a test cannot bring about without the library or the network: topmost frame first, as they were seen. */
class KnownFramesTest {
    private static final String PARKED = "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.CompletableFuture.get ";

    @ParameterizedTest
    @CsvSource({
        "RUNNABLE, java.net.Inet6AddressImpl.lookupAllHostAddr java.net.InetAddress.getByName a.Bot.run, IN_IO, dns lookup",
        "RUNNABLE, java.net.Inet4AddressImpl.lookupAllHostAddr java.net.InetAddress$PlatformResolver.lookupByName a.Bot.run,"
                + " IN_IO, dns lookup",
        "RUNNABLE, java.net.SocketInputStream.socketRead0 java.net.SocketInputStream.read a.Bot.run, IN_IO, socket read",
        "RUNNABLE, sun.nio.ch.Net.poll sun.nio.ch.NioSocketImpl.park sun.nio.ch.NioSocketImpl.timedFinishConnect a.Bot.run,"
                + " IN_IO, socket connect",
        "RUNNABLE, sun.nio.ch.FileDispatcherImpl.force0 sun.nio.ch.FileChannelImpl.force a.Bot.run, IN_IO, file sync",
        "RUNNABLE, com.acme.Driver.receive a.Bot.run, IN_NATIVE, com.acme.Driver.receive",
        "TIMED_WAITING, java.lang.Thread.sleep0 java.lang.Thread.sleep a.Bot.run, SLEEPS, Thread.sleep",
        "TIMED_WAITING, jdk.internal.vm.Continuation.yield java.lang.VirtualThread.parkNanos java.lang.VirtualThread.sleepNanos"
                + " java.lang.Thread.sleepNanos a.Bot.run, SLEEPS, Thread.sleep",
        "BLOCKED, a.Bot.run, BLOCKED, monitor enter",
        "TERMINATED, '', ENDED, ''",
    })
    void jdk(Thread.State state, String frames, Activity activity, String operation) {
        assertEquals(new Doing(activity, operation), KnownFrames.doing(state, frames(frames), false));
    }

    @ParameterizedTest
    @CsvSource({
        "jdk.internal.net.http.HttpClientImpl.send a.Bot.run, AWAITS_IO, http request",
        "okhttp3.internal.http2.Http2Stream.takeHeaders a.Bot.run, AWAITS_IO, http request",
        "io.lettuce.core.protocol.AsyncCommand.await a.Bot.run, AWAITS_IO, redis command",
        "org.postgresql.core.v3.QueryExecutorImpl.execute a.Bot.run, AWAITS_IO, database",
        "a.Bot.run okhttp3.RealCall.execute, WAITS, CompletableFuture.get",
    })
    void waitingBelowAFuture(String frames, Activity activity, String operation) {
        assertEquals(
                new Doing(activity, operation), KnownFrames.doing(Thread.State.WAITING, frames(PARKED + frames), true));
    }

    private static StackTraceElement[] frames(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(frame -> !frame.isEmpty())
                .map(frame -> frame(frame, text.startsWith(frame)))
                .toArray(StackTraceElement[]::new);
    }

    private static StackTraceElement frame(String text, boolean top) {
        int dot = text.lastIndexOf('.');
        return new StackTraceElement(text.substring(0, dot), text.substring(dot + 1), null, top ? -2 : -1);
    }
}
