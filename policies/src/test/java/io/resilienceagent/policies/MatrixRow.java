package io.resilienceagent.policies;

/**
 * One fault at one place, and what it is to look like from inside the host.
 *
 * @param type the experiment's type
 * @param target its target; empty where it strikes the process
 * @param options its options, in JSON
 * @param probe what a {@link MatrixHost} does, or {@code bot} for the sample bot
 * @param calm what the host meets when nothing is injected; for the bot that it trades
 * @param met what it meets instead
 * @param cause what the detector finds; empty where no loop hangs
 */
record MatrixRow(String type, String target, String options, String probe, String calm, String met, String cause) {
    static MatrixRow stall(String type, String options, String cause) {
        return new MatrixRow(type, "tick", options, "tick", "in time", "in time, late", cause);
    }

    static MatrixRow host(String type, String target, String options, String probe, String calm, String met) {
        return new MatrixRow(type, target, options, probe, calm, met, "");
    }

    static MatrixRow bot(String type, String target, String options, String met) {
        return new MatrixRow(type, target, options, "bot", "orders go through", met, "");
    }

    boolean isStall() {
        return !cause.isEmpty();
    }

    boolean isEnd() {
        return type.equals("kill");
    }

    /** What the agent is to tell of it. */
    String told() {
        if (isEnd()) {
            return "CHAOS_KILL";
        }
        return isStall() ? cause + ", SAFE_MODE, RUNNING" : "deadline, gone";
    }

    /** The arguments of chaos.inject. */
    String arguments() {
        // The bot waits two seconds until it finds its feed silent.
        long millis = target.equals("jdk-websocket") ? 8000 : 2500;
        String place = target.isEmpty() ? "" : ",\"target\":\"" + target + "\"";
        String often = isStall() ? ",\"count\":1" : target.isEmpty() ? "" : ",\"percent\":100";
        return "{\"type\":\"" + type + "\"" + place + often + ",\"seed\":7,\"duration_ms\":" + millis + ",\"options\":"
                + options + "}";
    }

    @Override
    public String toString() {
        return type + " " + target + " " + options;
    }
}
