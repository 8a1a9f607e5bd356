package io.resilienceagent.chaos.fault;

import io.resilienceagent.host.Await;

/** A host that is killed, or spared at the last moment; its hook tells when it ended in peace. */
final class KillHost {
    private KillHost() {}

    @SuppressWarnings("SystemOut") // the output stream is how it is told
    public static void main(String[] arguments) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("peace=true")));
        FaultRig rig = new FaultRig();
        if (arguments[0].equals("spared")) {
            rig.strikeProcess("kill", "sure", true, "after_ms", 60_000);
            rig.end();
            return;
        }
        rig.strikeProcess("kill", "sure", true, "after_ms", 1, "by", arguments[0], "exit_code", 9);
        Await.until("it is killed", () -> false);
    }
}
