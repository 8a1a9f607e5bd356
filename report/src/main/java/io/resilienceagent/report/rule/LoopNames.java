package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Story;
import java.util.regex.Pattern;

/** Which threads are loops. Where no agent says so the names that libraries give are all there is. */
final class LoopNames {
    private static final Pattern KNOWN = Pattern.compile(
            "(nioEventLoopGroup|epollEventLoopGroup|vert\\.x-eventloop-thread|reactor-http|WebSocketConnectReadThread"
                    + "|JavaFX Application|AWT-EventQueue|scheduling-|DefaultQuartzScheduler).*|.*[Ll]oop.*");

    private LoopNames() {}

    /** Whether it is certain that a thread is a loop. */
    static boolean declared(Story story, String thread) {
        return story.loopThreads().contains(thread);
    }

    /** Whether a thread is a loop, or is called like one. */
    static boolean isLoop(Story story, String thread) {
        return declared(story, thread) || KNOWN.matcher(thread).matches();
    }
}
