package io.resilienceagent.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Makes a tree of a YAML text, from the parser's events and not from its composer: so the bounds on depth and aliases are
 * ours and are met before memory or stack is spent, every key keeps its place, and several wrong keys are told at once.
 */
final class YamlTree {
    /** Deeper nesting is refused: a policy needs about ten levels. */
    static final int DEEPEST = 50;
    /** Aliases to lists and mappings; with the weight below, the whole defence against exponential growth. */
    static final int MOST_ALIASES = 50;
    /** Nodes of a document with every alias counted in full. */
    static final int MOST_NODES = 100_000;

    /** The types of scalars are ours to tell ({@link Node.Scalar#type}), so no schema need be loaded for them. */
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(FileText.LARGEST + 1)
            .setSchema(new FailsafeSchema())
            .build();

    private final String file;
    private final Problems problems;
    private final Iterator<Event> events;
    private final Map<String, Node> anchors = new HashMap<>();
    private final Set<String> unfinished = new HashSet<>();
    private Event event;
    private int aliases;
    private long nodes;

    private YamlTree(String file, String text, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.events = new Parse(SETTINGS).parseString(text).iterator();
    }

    /** Reads the only document of a text. What is wrong with single keys goes to the problems. */
    static Node parse(String file, String text, Problems problems) throws UnreadableFile {
        YamlTree tree = null;
        try {
            tree = new YamlTree(file, text, problems);
            return tree.document();
        } catch (MarkedYamlEngineException e) {
            throw syntaxError(file, e);
        } catch (ReaderException e) {
            String found = "found the character U+" + String.format("%04X", e.getCodePoint());
            throw new UnreadableFile(FileText.place(file, text, e.getPosition()), found, "printable text", "");
        } catch (RuntimeException e) {
            // The parser's own slips (a version number that is no int, say) are errors of the text like any other.
            Place at = tree == null || tree.event == null ? new Place(file, 1, 1) : tree.place(tree.event);
            throw new UnreadableFile(at, "found what is no YAML here", "YAML 1.2", String.valueOf(e.getMessage()));
        }
    }

    private Node document() throws UnreadableFile {
        next(); // the start of the stream
        next();
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw new UnreadableFile(new Place(file, 1, 1), "the file is empty", "a policy", "start with 'version: 1'");
        }
        next();
        Node root = node(1);
        next(); // the end of the document
        next();
        if (event.getEventId() != Event.ID.StreamEnd) {
            throw new UnreadableFile(place(event), "found a second document", "one document", "remove the '---'");
        }
        return root;
    }

    /** Reads the node that the current event starts, and leaves its last event current. */
    private Node node(int depth) throws UnreadableFile {
        if (++nodes > MOST_NODES) {
            throw tooMany();
        }
        if (depth > DEEPEST) {
            throw new UnreadableFile(
                    place(event), "found more than " + DEEPEST + " levels", "at most " + DEEPEST + " levels", "");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        if (event instanceof ScalarEvent scalar) {
            checkTag(scalar.getTag());
            Node node = new Node.Scalar(place(event), scalar.getValue(), scalar.isPlain());
            return anchored(scalar.getAnchor(), node);
        }
        CollectionStartEvent start = (CollectionStartEvent) event;
        checkTag(start.getTag());
        Optional<Anchor> anchor = start.getAnchor();
        anchor.ifPresent(name -> unfinished.add(name.getValue()));
        Node node = start.getEventId() == Event.ID.SequenceStart ? items(depth) : mapping(depth);
        anchor.ifPresent(name -> unfinished.remove(name.getValue()));
        return anchored(anchor, node);
    }

    private Node items(int depth) throws UnreadableFile {
        Place start = place(event);
        List<Node> items = new ArrayList<>();
        int weight = 1;
        for (next(); event.getEventId() != Event.ID.SequenceEnd; next()) {
            Node item = node(depth + 1);
            items.add(item);
            weight += item.weight();
        }
        return new Node.Items(start, items, weight);
    }

    private Node mapping(int depth) throws UnreadableFile {
        Place start = place(event);
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        int weight = 1;
        for (next(); event.getEventId() != Event.ID.MappingEnd; next()) {
            Node key = node(depth + 1);
            next();
            Node value = node(depth + 1);
            weight += 1 + value.weight();
            if (!(key instanceof Node.Scalar scalar) || scalar.type() == Node.Type.NULL) {
                problems.add(key, NodePath.ROOT, "a name as key", "");
                continue;
            }
            Node.Entry first = entries.putIfAbsent(scalar.text(), new Node.Entry(key.place(), value));
            if (first != null) {
                String found = "found the key " + Words.quote(scalar.text()) + " twice";
                String hint = "the first one is in line " + first.keyPlace().line() + "; remove one of them";
                problems.add(key.place(), NodePath.ROOT, found, "each key once", hint);
            }
        }
        return new Node.Mapping(start, entries, weight);
    }

    private Node alias(AliasEvent alias) throws UnreadableFile {
        String name = alias.getAlias().getValue();
        if (unfinished.contains(name)) {
            throw new UnreadableFile(
                    place(event), "found the alias *" + name + " inside of what it names", "a tree", "");
        }
        Node node = anchors.get(name);
        if (node == null) {
            throw new UnreadableFile(place(event), "found the alias *" + name, "an anchor &" + name + " before it", "");
        }
        if (!(node instanceof Node.Scalar) && ++aliases > MOST_ALIASES) {
            throw new UnreadableFile(
                    place(event), "found more than " + MOST_ALIASES + " aliases", "at most " + MOST_ALIASES, "");
        }
        nodes += node.weight();
        if (nodes > MOST_NODES) {
            throw tooMany();
        }
        return node;
    }

    private Node anchored(Optional<Anchor> anchor, Node node) {
        anchor.ifPresent(name -> anchors.put(name.getValue(), node));
        return node;
    }

    private void checkTag(Optional<String> tag) {
        if (tag.isPresent()) {
            String found = "found the tag " + Words.quote(tag.get());
            problems.add(place(event), NodePath.ROOT, found, "no tags", "remove it: a policy has plain values only");
        }
    }

    private UnreadableFile tooMany() {
        String found = "found more than " + MOST_NODES + " values, aliases counted in full";
        return new UnreadableFile(place(event), found, "at most " + MOST_NODES, "");
    }

    private void next() {
        event = events.next();
    }

    private Place place(Event at) {
        Optional<Mark> mark = at.getStartMark();
        return mark.isEmpty() ? new Place(file, 1, 1) : place(file, mark.get());
    }

    private static Place place(String file, Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static UnreadableFile syntaxError(String file, MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        Place place = mark.isEmpty() ? new Place(file, 1, 1) : place(file, mark.get());
        String context = e.getContext() == null ? "" : " " + e.getContext();
        String hint = e.getProblem() != null && e.getProblem().contains("(TAB)") ? "indent with spaces, not tabs" : "";
        return new UnreadableFile(place, "no YAML: " + e.getProblem() + context, "YAML 1.2", hint);
    }
}
