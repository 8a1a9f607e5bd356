package com.example.marketbot.chores;

import com.example.marketbot.LoopThread;
import com.example.marketbot.OpenSignals;
import com.example.marketbot.Positions;
import java.nio.file.Path;

/**
 * What a chore finds in the bot.
 *
 * @param data the directory of the bot's memory
 * @param seed fixes what is left to chance
 * @param episode when the chore's bug is to show
 */
public record Workplace(
        LoopThread loop, Positions positions, OpenSignals openSignals, Path data, long seed, Episode episode) {

    /** Starts a thread of the chore's own, which does not keep the process alive. */
    Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
