package io.resilienceagent.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a policy file and all that it includes, and makes one tree of them. Not thread-safe; for one reading. */
final class Includes {
    static final int DEEPEST = 8;
    static final int MOST = 32;

    private static final String PACK = "pack:";

    private final PackSource packs;
    private final Problems problems;
    private final Map<Path, Optional<Fingerprint>> contents = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private int count;
    private boolean incomplete;

    Includes(PackSource packs, Problems problems) {
        this.packs = packs;
        this.problems = problems;
    }

    /** Every file that was read or looked for, and what it held. */
    Map<Path, Optional<Fingerprint>> contents() {
        return contents;
    }

    /** Whether something included is missing, so that what the tree lacks may stand there. */
    boolean incomplete() {
        return incomplete;
    }

    /** The merged tree, or empty if the file itself cannot be made sense of. */
    Optional<Node.Mapping> load(Path path) {
        try {
            return Optional.of(file(path.toString(), path));
        } catch (UnreadableFile e) {
            e.report(problems, NodePath.ROOT);
            return Optional.empty();
        }
    }

    private Node.Mapping file(String shown, Path path) throws UnreadableFile {
        Path absolute = path.toAbsolutePath().normalize();
        byte[] bytes;
        try {
            bytes = FileText.bytes(absolute);
            contents.put(absolute, Optional.of(Fingerprint.of(bytes)));
        } catch (IOException e) {
            contents.put(absolute, Optional.empty());
            throw FileText.unreadable(shown, e);
        }
        return document(shown, FileText.decode(shown, bytes), absolute.getParent(), absolute.toString());
    }

    private Node.Mapping pack(String name, Place includedAt) throws UnreadableFile {
        Optional<String> text = packs.text(name);
        if (text.isEmpty()) {
            String hint = Words.didYouMean(name, packs.names());
            String expected =
                    "one of " + Words.list(packs.names().stream().sorted().toList());
            throw new UnreadableFile(includedAt, "there is no pack " + Words.quote(name), expected, hint);
        }
        String shown = PACK + name;
        String decoded = FileText.decode(shown, text.get().getBytes(StandardCharsets.UTF_8));
        return document(shown, decoded, null, shown);
    }

    private Node.Mapping document(String shown, String text, Path directory, String identity) throws UnreadableFile {
        Node root = YamlTree.parse(shown, text, problems);
        if (!(root instanceof Node.Mapping mapping)) {
            throw new UnreadableFile(
                    root.place(), root.found(), "a policy: a mapping that starts with 'version: 1'", "");
        }
        open.push(identity);
        Node.Mapping merged = withIncludes(mapping, directory);
        open.pop();
        return merged;
    }

    private Node.Mapping withIncludes(Node.Mapping own, Path directory) {
        NodePath path = NodePath.ROOT.key("include");
        if (!(own.get("include") instanceof Node.Items list)) {
            // The reader tells this of the file that it is given; of an included one it never sees it.
            if (own.get("include") != null && open.size() > 1) {
                problems.add(own.get("include"), path, "a list of packs and files", "");
            }
            return own;
        }
        Node.Mapping included = null;
        for (int i = 0; i < list.items().size(); i++) {
            if (list.items().get(i) instanceof Node.Scalar name && name.type() == Node.Type.TEXT) {
                Node.Mapping one = include(name, path.index(i), directory);
                if (one != null) {
                    included = included == null ? one : merge(one, included);
                }
            }
        }
        return included == null ? own : merge(own, included);
    }

    private Node.Mapping include(Node.Scalar name, NodePath path, Path directory) {
        try {
            Node.Mapping tree = include(name, directory);
            checkVersion(tree);
            return tree;
        } catch (UnreadableFile e) {
            incomplete = true;
            e.from(name.place()).report(problems, path);
            return null;
        }
    }

    private Node.Mapping include(Node.Scalar name, Path directory) throws UnreadableFile {
        String text = name.text();
        if (++count > MOST) {
            throw new UnreadableFile(name.place(), "found more than " + MOST + " includes", "at most " + MOST, "");
        }
        if (open.size() > DEEPEST) {
            String found = "found includes more than " + DEEPEST + " deep";
            throw new UnreadableFile(name.place(), found, "at most " + DEEPEST, "");
        }
        if (text.startsWith(PACK)) {
            checkCycle(text, name);
            return pack(text.substring(PACK.length()), name.place());
        }
        if (directory == null) {
            throw new UnreadableFile(name.place(), name.found(), "pack:NAME", "a pack includes packs only");
        }
        try {
            Path path = directory.resolve(text);
            checkCycle(path.normalize().toString(), name);
            return file(path.normalize().toString(), path);
        } catch (InvalidPathException e) {
            throw new UnreadableFile(name.place(), name.found(), "the path of a file, or pack:NAME", "");
        }
    }

    private void checkCycle(String identity, Node.Scalar name) throws UnreadableFile {
        if (open.contains(identity)) {
            String found = Words.quote(name.text()) + " includes itself, directly or through others";
            throw new UnreadableFile(name.place(), found, "includes without a cycle", "remove this one");
        }
    }

    /** The including file's version wins, so that of an included one would go unseen. */
    private void checkVersion(Node.Mapping tree) {
        Node version = tree.get("version");
        if (version != null
                && !(version instanceof Node.Scalar scalar && scalar.text().equals("1"))) {
            problems.add(version, NodePath.ROOT.key("version"), "1", "");
        }
    }

    /** Everything of both; where both say something, mappings are merged and of all else the winner's is taken. */
    private static Node.Mapping merge(Node.Mapping winner, Node.Mapping base) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>(winner.entries());
        base.entries().forEach((key, entry) -> {
            Node.Entry own = entries.putIfAbsent(key, entry);
            // Of a choice (throw or return) both halves together would be an error that nobody wrote.
            if (own != null
                    && !key.equals("deny")
                    && own.value() instanceof Node.Mapping a
                    && entry.value() instanceof Node.Mapping b) {
                entries.put(key, new Node.Entry(own.keyPlace(), merge(a, b)));
            }
        });
        return new Node.Mapping(winner.place(), entries, winner.weight() + base.weight());
    }
}
