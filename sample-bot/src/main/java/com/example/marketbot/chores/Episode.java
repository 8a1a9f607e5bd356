package com.example.marketbot.chores;

import com.example.marketbot.Log;
import com.example.marketbot.LoopThread;
import java.time.Duration;

/** The time of a run in which the bot's bug shows. Safe for use by several threads. */
public final class Episode {
    private final String scenario;
    private final long atTick;
    private final Duration length;
    private volatile long deadlineNanos;
    private volatile Hang hang;

    /** @param length how long it lasts, or null for ever */
    Episode(String scenario, long atTick, Duration length) {
        this.scenario = scenario;
        this.atTick = atTick;
        this.length = length;
    }

    /** Whether this is the tick in which it is to begin. */
    boolean due(long tick) {
        return tick == atTick;
    }

    /** It begins now. */
    void begin() {
        deadlineNanos = System.nanoTime() + length().toNanos();
        Long millis = length == null ? null : length.toMillis();
        Hang begun = new Hang(scenario, atTick, LoopThread.NAME, System.currentTimeMillis(), null, millis);
        String span = millis == null ? "for ever" : "for " + millis + " ms";
        Log.info("hang begins: " + scenario + " at tick " + atTick + " on " + LoopThread.NAME + ", " + span
                + ", began_ms " + begun.beganMs());
        hang = begun;
    }

    /** Whether it has begun, and has not ended yet. */
    boolean running() {
        Hang now = hang;
        return now != null && now.endedMs() == null;
    }

    /** Whether it has lasted as long as it should. */
    boolean over() {
        return hang != null && length != null && deadlineNanos - System.nanoTime() <= 0;
    }

    /** How long it lasts; as long as anybody can wait, if it is for ever. */
    Duration length() {
        return length == null ? Duration.ofDays(365) : length;
    }

    /** It ends now. */
    void end() {
        Hang now = hang;
        long ended = System.currentTimeMillis();
        hang = new Hang(now.scenario(), now.atTick(), now.thread(), now.beganMs(), ended, now.forMs());
        Log.info("hang ends: " + scenario + " after " + (ended - now.beganMs()) + " ms, ended_ms " + ended);
    }

    /** What there is to tell about it; null as long as nothing has begun. */
    public Hang report() {
        return hang;
    }
}
