package io.resilienceagent.host;

/** Runs until its input ends, or ends in the way that its argument names. */
public final class IdleHost {
    private IdleHost() {}

    public static void main(String[] arguments) throws Exception {
        Tell.about("call", () -> new Calls().plain());
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "wait" -> System.in.readAllBytes();
            case "exit" -> System.exit(10);
            case "halt" -> Runtime.getRuntime().halt(3);
            case "throw" -> throw new IllegalStateException("the host's own");
            case "hook" ->
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> Tell.about("in the hook", () -> new Calls().plain())));
            default -> {
                // Returns, as most do.
            }
        }
    }
}
