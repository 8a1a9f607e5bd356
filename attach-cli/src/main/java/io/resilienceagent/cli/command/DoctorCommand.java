package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.attach.AgentClasses;
import io.resilienceagent.cli.doctor.Doctor;
import io.resilienceagent.cli.doctor.Finding;
import io.resilienceagent.cli.process.ProcessFiles;
import io.resilienceagent.cli.terminal.Paragraph;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Style;
import io.resilienceagent.cli.view.CheckView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why an attach cannot work, or a policy cannot be read. */
@Command(
        name = "doctor",
        description =
                "Finds out why a bot cannot be attached to, or what is wrong with a policy's text, and what to do. "
                        + "It only looks: nothing is sent to the bot, and its log stays clean.",
        footerHeading = "%nExamples:%n",
        footer = {"  resilience doctor 4711", "  resilience doctor policy.yaml"})
final class DoctorCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PID|POLICY", description = "A process, or a policy file.")
    private String subject;

    @Mixin
    private AgentJarOption agent;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Screen screen = output.screen(spec);
        return (subject.matches("[0-9]{1,10}") ? process(screen) : policy(screen)).code();
    }

    private Exit process(Screen screen) {
        if (!ProcessFiles.supported()) {
            throw Trouble.unreachable("NO_PROC", "this system has no /proc to look at", "try: resilience attach");
        }
        List<Finding> findings = Doctor.examine(new ProcessFiles(Long.parseLong(subject)), agent::find);
        boolean hindered = findings.stream().anyMatch(Finding::hinders);
        if (screen.json()) {
            screen.json(json(findings, hindered));
        } else {
            findings.forEach(finding -> show(finding, screen));
            boolean present =
                    findings.stream().anyMatch(finding -> finding.code().equals("AGENT_PRESENT"));
            screen.line("");
            screen.line(
                    hindered
                            ? screen.paint(Style.BAD, "It cannot be attached to.")
                            : screen.paint(
                                    Style.GOOD,
                                    present
                                            ? "It is guarded."
                                            : "Nothing stands in the way: resilience attach " + subject
                                                    + " --policy FILE"));
        }
        return hindered ? Exit.REFUSED : Exit.OK;
    }

    private JsonNode json(List<Finding> findings, boolean hindered) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("pid", Long.parseLong(subject));
        json.put("hindered", hindered);
        ArrayNode array = json.putArray("findings");
        for (Finding finding : findings) {
            array.addObject()
                    .put("code", finding.code())
                    .put("verdict", finding.verdict().name())
                    .put("found", finding.found())
                    .put("next", finding.next());
        }
        return json;
    }

    private static void show(Finding finding, Screen screen) {
        Style style =
                switch (finding.verdict()) {
                    case OK -> Style.GOOD;
                    case WARNING -> Style.DOUBTFUL;
                    case PROBLEM -> Style.BAD;
                };
        String mark =
                switch (finding.verdict()) {
                    case OK -> "ok   ";
                    case WARNING -> "note ";
                    case PROBLEM -> "BAD  ";
                };
        String text = finding.found() + (finding.next().isEmpty() ? "" : ". Next: " + finding.next());
        List<String> lines = Paragraph.lines(text, screen.width(), " ".repeat(mark.length()));
        screen.line(screen.paint(style, mark) + lines.get(0).substring(mark.length()));
        lines.stream().skip(1).forEach(screen::line);
    }

    private Exit policy(Screen screen) throws IOException {
        JsonNode answer;
        try (AgentClasses classes = new AgentClasses(agent.find())) {
            answer = classes.check(Path.of(subject), "");
        }
        if (screen.json()) {
            screen.json(answer);
        } else {
            new CheckView(screen).show(answer, false);
        }
        return answer.path("problems").isEmpty() ? Exit.OK : Exit.REFUSED;
    }
}
