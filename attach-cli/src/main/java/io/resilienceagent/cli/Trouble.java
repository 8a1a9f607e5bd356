package io.resilienceagent.cli;

/** Why a command cannot go on, for a person: one line that says what is so, and what to do next. It is no bug. */
public final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final String code;
    private final String next;

    /**
     * @param code upper-case and stable; the agent's own where it refused
     * @param what one sentence without a full stop
     * @param next what to do now; may be empty
     */
    public Trouble(Exit exit, String code, String what, String next) {
        super(what, null, false, false);
        this.exit = exit;
        this.code = code;
        this.next = next;
    }

    /** Somebody or something that cannot be reached. */
    public static Trouble unreachable(String code, String what, String next) {
        return new Trouble(Exit.UNREACHABLE, code, what, next);
    }

    /** Something that may not or cannot be done. */
    public static Trouble refused(String code, String what, String next) {
        return new Trouble(Exit.REFUSED, code, what, next);
    }

    /** A command line that makes no sense. */
    public static Trouble usage(String what, String next) {
        return new Trouble(Exit.USAGE, "USAGE", what, next);
    }

    /** How the process ends. */
    public Exit exit() {
        return exit;
    }

    /** Upper-case and stable, for scripts. */
    public String code() {
        return code;
    }

    /** What to do now; may be empty. */
    public String next() {
        return next;
    }
}
