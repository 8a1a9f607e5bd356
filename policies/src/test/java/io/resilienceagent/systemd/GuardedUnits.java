package io.resilienceagent.systemd;

import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Units of the sample bot under the agent: the unit file of the documents with the command that it has, but for the paths, so
 * that many can run beside each other, and for what the bot is to do.
 */
final class GuardedUnits {
    /** The line of the unit file that says where the program is. */
    private static final String EXEC = "ExecStart=";

    private static final String PROGRAM = "/opt/market-bot";
    private static final Path BOT =
            Path.of("..", "sample-bot", "target", "bot.jar").toAbsolutePath().normalize();

    private final Path folder;
    private final Map<String, String> texts = new LinkedHashMap<>();

    /** @param folder what the services see as {@link RealSystemd#HOME} */
    GuardedUnits(Path folder) {
        this.folder = folder;
    }

    /** A systemd where the jars of this build are installed as the documents say, and these units are started. */
    RealSystemd start() throws IOException {
        Path program = Files.createDirectories(folder.resolve("program"));
        Files.copy(Jvm.AGENT, program.resolve("resilience.jar"));
        Files.copy(BOT, program.resolve("bot.jar"));
        Files.copy(Path.of("market-bot.yaml"), program.resolve("market-bot.yaml"));
        Map<Path, String> binds = Services.jdks();
        binds.put(program, PROGRAM);
        RealSystemd systemd = new RealSystemd(folder, binds);
        systemd.units(texts);
        systemd.start(texts.keySet().toArray(String[]::new));
        return systemd;
    }

    /** Where the service of this name has its files. */
    static String state(String unit) {
        return "/var/lib/" + unit.replace(".service", "");
    }

    /** The policy of the service of this name, on this machine. */
    Path policy(String unit) {
        return folder.resolve(unit.replace(".service", ".yaml"));
    }

    /**
     * Adds one.
     *
     * @param policy put after the lines that make it a policy and include the sample's
     * @param arguments what the bot does, instead of {@code --ticks 0}
     * @param watchdogSec the watchdog's period in seconds
     */
    void add(String unit, Jdks.Jdk jdk, String policy, String arguments, int watchdogSec) throws IOException {
        write(unit, policy);
        String name = unit.replace(".service", "");
        String command = Services.line(EXEC)
                .replace("/usr/bin/java ", Services.java(jdk) + " ")
                .replace(PROGRAM + "/market-bot.yaml", RealSystemd.HOME + "/" + name + ".yaml")
                .replace("/var/lib/market-bot", state(unit))
                .replace("--ticks 0", arguments);
        texts.put(
                unit,
                Services.marketBot(Map.of(
                        "User=",
                        "User=daemon",
                        EXEC,
                        command,
                        "StateDirectory=",
                        "StateDirectory=" + name,
                        "RuntimeDirectory=",
                        "RuntimeDirectory=" + name,
                        "WorkingDirectory=",
                        "WorkingDirectory=" + state(unit),
                        "RestartSec=",
                        "RestartSec=500ms",
                        "WatchdogSec=",
                        "WatchdogSec=" + watchdogSec)));
    }

    /** Writes the policy of a service, which may be running. */
    void write(String unit, String policy) throws IOException {
        Path next = folder.resolve("next.yaml");
        Files.writeString(
                next, "version: 1\nbot: market-bot\ninclude: [" + PROGRAM + "/market-bot.yaml]\n" + policy + "\n");
        Files.move(next, policy(unit), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
