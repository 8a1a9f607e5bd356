package io.resilienceagent.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes. Part of the contract with scripts: a number never changes its meaning. */
public enum Exit {
    /** All went as asked. */
    OK(0, "done as asked"),
    /** The agent, or a check, said no. */
    REFUSED(1, "refused: the agent or a check said no, and nothing has changed"),
    /** The command line itself cannot be understood. */
    USAGE(2, "the command line is wrong"),
    /** Nobody answers there. */
    UNREACHABLE(3, "not reachable: no such process, no agent in it, no leave, or it has gone"),
    /** Somebody is there and does not answer. */
    TIMEOUT(4, "no answer in time"),
    /** An experiment did not do what was asked of it. */
    ENDED_EARLY(5, "an experiment never fired, or ended before its time by other hands"),
    /** A drill was carried out, and the bot did not do what was expected. */
    DRILL_FAILED(6, "a drill was carried out, and not all that it expects held"),
    /** A bug of this program. */
    BUG(70, "a bug of this program"),
    /** Ctrl-C or a signal. */
    INTERRUPTED(130, "interrupted by Ctrl-C; a fault in the foreground was ended");

    private final int code;
    private final String meaning;

    Exit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The process's exit code. */
    public int code() {
        return code;
    }

    /** All of them, for the help and the manual: code and meaning. */
    public static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        for (Exit exit : values()) {
            table.put(" " + exit.code, exit.meaning);
        }
        return table;
    }
}
