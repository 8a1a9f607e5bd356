package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.attach.AgentClasses;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.view.CheckView;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds a policy against jars. */
@Command(
        name = "check",
        description = "Finds out without a bot what a policy will match, what its bound paths read, and what is wrong. "
                + "With the bot's whole class path a rule that matches nothing is an error. Nothing of the bot is run.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience check policy.yaml --classpath bot.jar",
            "  resilience check policy.yaml --classpath bot.jar:lib/xchange-core.jar --json"
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "POLICY", description = "The policy file.")
    private Path policy;

    @Option(
            names = {"--classpath", "--class-path", "-cp"},
            paramLabel = "PATH",
            description =
                    "The bot's class path: jars and directories, with ':' between them, or DIR/* for all jars of it. "
                            + "Without it only the policy's own text is checked.")
    private String classPath;

    @Mixin
    private AgentJarOption agent;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Screen screen = output.screen(spec);
        String host = classPath == null ? "" : expanded(classPath);
        JsonNode answer;
        try (AgentClasses classes = new AgentClasses(agent.find())) {
            answer = classes.check(policy, host);
        }
        if (screen.json()) {
            screen.json(answer);
        } else {
            new CheckView(screen).show(answer, classPath != null);
        }
        return (answer.path("problems").isEmpty() ? Exit.OK : Exit.REFUSED).code();
    }

    /** The class path with {@code DIR/*} spelt out; what is not there is an error here, where the JVM is silent. */
    private static String expanded(String classPath) {
        StringBuilder expanded = new StringBuilder();
        for (String element : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
            if (element.endsWith("/*") || element.equals("*")) {
                File[] jars = new File(element.substring(0, element.length() - 1) + ".")
                        .listFiles((dir, name) -> name.endsWith(".jar"));
                for (File jar : jars == null ? new File[0] : jars) {
                    expanded.append(File.pathSeparator).append(jar);
                }
            } else if (!element.isEmpty()) {
                if (!Files.exists(Path.of(element))) {
                    throw Trouble.usage("--classpath: there is no " + element, "name the bot's jars");
                }
                expanded.append(File.pathSeparator).append(element);
            }
        }
        return expanded.length() == 0 ? "" : expanded.substring(1);
    }
}
