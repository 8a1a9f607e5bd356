package io.resilienceagent.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What checks across the parts of a policy share. They run on a draft in which something stands in for what could not be
 * read, so names are looked up in the tree and not in the draft, and what follows from a told problem is not told again.
 */
abstract class Checks {
    static final NodePath JOIN_POINTS = NodePath.ROOT.key("join_points");

    final Policy policy;
    final Node.Mapping root;
    final Problems problems;

    Checks(Policy policy, Node.Mapping root, Problems problems) {
        this.policy = policy;
        this.root = root;
        this.problems = problems;
    }

    abstract void check();

    /** Tells a problem at the value of a path, or at the innermost value around it that is there. */
    void report(NodePath path, String found, String expected, String hint) {
        problems.add(root.at(path).place(), path, found, expected, hint);
    }

    /** Tells a problem at the key that ends a path. */
    void reportKey(NodePath path, String found, String expected, String hint) {
        boolean known = root.at(path.parent()) instanceof Node.Mapping mapping
                && mapping.entries().containsKey(path.key());
        Place place = known
                ? ((Node.Mapping) root.at(path.parent()))
                        .entries()
                        .get(path.key())
                        .keyPlace()
                : root.at(path).place();
        problems.add(place, path, found, expected, hint);
    }

    /** The names that a mapping of the tree declares, whether their values are good or not. */
    Set<String> names(NodePath path) {
        return exactly(path) instanceof Node.Mapping mapping ? mapping.entries().keySet() : Set.of();
    }

    /** Whether something stands where names are declared that declares none, which has been told. */
    boolean namesAreBroken(NodePath path) {
        Node node = exactly(path);
        return node != null && !(node instanceof Node.Mapping);
    }

    private Node exactly(NodePath path) {
        Node node = root;
        for (NodePath step : path.steps()) {
            node = node instanceof Node.Mapping mapping ? mapping.get(step.key()) : null;
        }
        return node;
    }

    /** The path of a list's element, or of the value that stands for the list, by its text. */
    NodePath element(NodePath list, String text) {
        if (root.at(list) instanceof Node.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                if (items.items().get(i) instanceof Node.Scalar scalar
                        && scalar.text().equals(text)) {
                    return list.index(i);
                }
            }
        }
        return list;
    }

    /** Whether a join point is of a kind; if its kind could not be read, it is of any. */
    boolean isKind(String joinPoint, JoinPointKind kind) {
        JoinPointRule rule = policy.joinPoints().get(joinPoint);
        return rule == null || kindIsBroken(joinPoint) || rule.kind() == kind;
    }

    /** Whether a join point certainly is of a kind. */
    boolean isCertainly(String joinPoint, JoinPointKind kind) {
        JoinPointRule rule = policy.joinPoints().get(joinPoint);
        return rule != null && !kindIsBroken(joinPoint) && rule.kind() == kind;
    }

    /** A name must be bound, and to something that is known before the call unless it is asked for after it. */
    void checkBound(String name, NodePath path, String joinPoint, boolean afterCall) {
        if (problems.isFull()) {
            return;
        }
        NodePath bind = JOIN_POINTS.key(joinPoint).key("bind");
        Set<String> bound = names(bind);
        if (!bound.contains(name)) {
            if (!namesAreBroken(bind)) {
                String found = Words.quote(name) + " is not bound by " + joinPoint;
                report(path, found, "one of " + Words.list(bound), Words.didYouMean(name, bound));
            }
            return;
        }
        JoinPointRule rule = policy.joinPoints().get(joinPoint);
        BindPath read = rule == null ? null : rule.bind().get(name);
        if (!afterCall && read != null && outcome(read)) {
            report(path, Words.quote(name) + " is read from " + read, "what is known before the call", "");
        }
    }

    void checkConditions(List<Condition> conditions, NodePath path, String joinPoint, boolean afterCall) {
        for (Condition condition : conditions) {
            NodePath at = element(path, condition.text());
            if (condition.path().root() == BindPath.Root.ITEM) {
                checkBound(condition.path().steps().get(0).name(), at, joinPoint, afterCall);
            } else if (!afterCall && outcome(condition.path())) {
                report(at, "found a condition on " + condition.path(), "what is known before the call", "");
            }
        }
    }

    /** All paths must start at one of the roots. */
    void checkRoots(Map<String, BindPath> paths, NodePath at, Set<BindPath.Root> roots, String expected) {
        paths.forEach((name, path) -> {
            if (!roots.contains(path.root())) {
                report(at.key(name), "found the path " + Words.quote(path.text()), expected, "");
            }
        });
    }

    private boolean kindIsBroken(String joinPoint) {
        return problems.at(JOIN_POINTS.key(joinPoint).key("kind"));
    }

    private static boolean outcome(BindPath path) {
        return path.root() == BindPath.Root.RETURN || path.root() == BindPath.Root.EXCEPTION;
    }
}
