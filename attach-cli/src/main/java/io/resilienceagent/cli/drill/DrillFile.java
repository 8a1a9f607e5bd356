package io.resilienceagent.cli.drill;

import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.terminal.Times;
import io.resilienceagent.report.rule.Severity;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the files that describe drills. All that is wrong with one is told at once. Used once. */
public final class DrillFile {
    private static final long LARGEST = 1 << 20;
    private static final int MOST_SCENARIOS = 99;
    private static final Duration BASELINE = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final Duration RESOLUTION = Duration.ofMillis(10);

    private final Problems problems;

    private DrillFile(String name) {
        this.problems = new Problems(name);
    }

    /**
     * Reads a drill.
     *
     * @throws Trouble when it cannot be read, or anything in it is wrong
     */
    public static Drill read(Path file) {
        DrillFile reading = new DrillFile(file.toString());
        Node root = tree(file, reading.problems);
        Drill drill = reading.drill(root);
        reading.problems.throwIfAny();
        return drill;
    }

    private static Node tree(Path file, Problems problems) {
        String text;
        try {
            if (Files.size(file) > LARGEST) {
                throw Trouble.refused("DRILL_UNREADABLE", file + " has more than 1 MiB", "name the file of a drill");
            }
            text = Files.readString(file);
        } catch (IOException unreadable) {
            throw Trouble.refused(
                    "DRILL_UNREADABLE",
                    "the drill " + file + " cannot be read: " + unreadable,
                    "name the file of a drill, such as policies/drills/seed-2.yaml");
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setMaxAliasesForCollections(50)
                .setUseMarks(true)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isPresent()) {
                return root.get();
            }
            problems.add(Optional.empty(), "found an empty file, expected a drill");
        } catch (MarkedYamlEngineException wrong) {
            problems.add(wrong.getProblemMark(), "found no YAML: " + wrong.getProblem() + ", expected YAML 1.2");
        } catch (YamlEngineException wrong) {
            problems.add(Optional.empty(), "found no YAML: " + wrong.getMessage() + ", expected YAML 1.2");
        }
        problems.throwIfAny();
        throw new IllegalStateException("a file without a tree has a problem");
    }

    private Drill drill(Node root) {
        Section section = new Section(root, problems);
        if (section.isPolicy()) {
            problems.add(root, "found a policy, expected a drill: it has a name under 'drill', and 'scenarios'");
            return null;
        }
        section.required("version", oneOf("1"), "1");
        String name = section.required("drill", this::name, "drill");
        Optional<String> loop = section.read("loop", text -> text);
        Optional<Duration> deadline = section.read("deadline", this::positive);
        Duration resolution = section.time("resolution").orElse(RESOLUTION);
        Duration settle = section.time("settle").orElse(RECOVERY);
        Duration baseline = section.read("baseline", this::positive).orElse(BASELINE);
        Duration recovery = section.read("recovery", this::positive).orElse(RECOVERY);
        List<Expectation> common = expectations(section);
        List<Scenario> scenarios = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Node> items = section.items("scenarios");
        if (items.isEmpty() || items.size() > MOST_SCENARIOS) {
            problems.add(root, "found " + items.size() + " scenarios, expected 1 to " + MOST_SCENARIOS);
        }
        for (Node item : items) {
            Scenario scenario = scenario(item, baseline, recovery, common);
            if (!names.add(scenario.name())) {
                problems.add(item, "found a second scenario '" + scenario.name() + "', expected each name once");
            }
            scenarios.add(scenario);
        }
        section.end();
        return new Drill(name, loop, deadline, resolution, settle, scenarios);
    }

    private String name(String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException("found '" + text
                    + "', expected a name of letters, digits, '-' and '_', since files are named by it");
        }
        return text;
    }

    private Duration positive(String text) {
        Duration time = Times.parse(text);
        if (time.isZero()) {
            throw new IllegalArgumentException("found " + text + ", expected more than nothing");
        }
        return time;
    }

    private static Function<String, String> oneOf(String... known) {
        return text -> {
            if (!List.of(known).contains(text)) {
                throw new IllegalArgumentException("found '" + text + "', expected " + String.join(" or ", known));
            }
            return text;
        };
    }

    private Scenario scenario(Node node, Duration baseline, Duration recovery, List<Expectation> common) {
        Section section = new Section(node, problems);
        String name = section.required("name", this::name, "unnamed");
        String about = section.read("about", text -> text).orElse("");
        Duration lasts = section.required("for", this::positive, BASELINE);
        List<FaultRequest> faults = faults(section);
        List<Expectation> expectations = new ArrayList<>();
        if (section.read("common", oneOf("true", "false")).orElse("true").equals("true")) {
            expectations.addAll(common);
        }
        expectations.addAll(expectations(section));
        Scenario scenario = new Scenario(
                name,
                about,
                faults,
                lasts,
                section.read("baseline", this::positive).orElse(baseline),
                section.read("recovery", this::positive).orElse(recovery),
                expectations);
        section.end();
        return scenario;
    }

    private List<FaultRequest> faults(Section scenario) {
        Node node = scenario.at("inject");
        if (node == null) {
            problems.add(scenario.node(), "found no 'inject', expected the fault: {type: exch_429, target: jdk-http}");
            return List.of();
        }
        return node instanceof SequenceNode several
                ? several.getValue().stream().map(this::fault).toList()
                : List.of(fault(node));
    }

    private FaultRequest fault(Node node) {
        Section section = new Section(node, problems);
        FaultRequest fault = new FaultRequest(
                section.required("type", text -> text, ""),
                section.read("target", text -> text),
                section.read("percent", DrillFile::percent),
                section.read("seed", DrillFile::whole),
                section.read("count", DrillFile::whole),
                burst(section),
                section.plain("options"));
        section.end();
        return fault;
    }

    private static BigDecimal percent(String text) {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,9})?") || new BigDecimal(text).compareTo(new BigDecimal(100)) > 0) {
            throw new IllegalArgumentException("found '" + text + "', expected a number from 0 to 100");
        }
        return new BigDecimal(text);
    }

    private static Long whole(String text) {
        if (!text.matches("-?[0-9]{1,18}")) {
            throw new IllegalArgumentException("found '" + text + "', expected a whole number");
        }
        return Long.valueOf(text);
    }

    private Optional<FaultRequest.Burst> burst(Section section) {
        return section.read("burst", text -> {
            String[] parts = text.split("/", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("found '" + text + "', expected ON/OFF, as in 30s/90s");
            }
            return new FaultRequest.Burst(Times.parse(parts[0].strip()), Times.parse(parts[1].strip()));
        });
    }

    private List<Expectation> expectations(Section section) {
        List<Expectation> expectations = new ArrayList<>();
        for (Node item : section.items("expect")) {
            if (item instanceof ScalarNode scalar) {
                expectation(item, scalar.getValue()).ifPresent(expectations::add);
            } else if (item instanceof MappingNode) {
                Section detailed = new Section(item, problems);
                Optional<String> that = detailed.read("that", text -> text);
                Optional<Severity> severity = detailed.read("severity", DrillFile::severity);
                Optional<String> advice = detailed.read("else", text -> text);
                if (that.isEmpty()) {
                    problems.add(item, "found no 'that', expected {that: p95 < 250ms, else: what to do}");
                }
                that.flatMap(text -> expectation(item, text))
                        .map(each -> each.with(severity.orElse(null), advice.orElse(null)))
                        .ifPresent(expectations::add);
                detailed.end();
            } else {
                problems.add(item, "found a list, expected an expectation such as p95 < baseline * 1.15");
            }
        }
        return expectations;
    }

    private Optional<Expectation> expectation(Node at, String text) {
        try {
            return Optional.of(ExpectationText.parse(text));
        } catch (IllegalArgumentException wrong) {
            problems.add(at, wrong.getMessage());
            return Optional.empty();
        }
    }

    private static Severity severity(String text) {
        for (Severity severity : Severity.values()) {
            if (severity.name().toLowerCase(Locale.ROOT).equals(text)) {
                return severity;
            }
        }
        throw new IllegalArgumentException("found '" + text + "', expected high, medium or low");
    }
}
