package io.resilienceagent.bind;

import io.resilienceagent.policy.BindPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The paths that the guards of one join point read, each once, numbered in the order of first use. Filled while the
 * join point's chain is built, then fixed; not thread-safe.
 */
public final class Slots {
    /** The slot of a value that the policy does not bind. */
    public static final int NONE = -1;

    private final Map<String, BindPath> names;
    private final List<BindPath> paths = new ArrayList<>();

    /** @param names the paths by bound name, as the join point's {@code bind:} gives them */
    public Slots(Map<String, BindPath> names) {
        this.names = names;
    }

    /** The slot of a bound name, or {@link #NONE}. */
    public int named(String name) {
        BindPath path = names.get(name);
        return path == null ? NONE : of(path);
    }

    /** The slot of a path; one without a root starts at a bound name, where there is one of that name. */
    public int of(BindPath path) {
        BindPath rooted = rooted(path);
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).text().equals(rooted.text())) {
                return i;
            }
        }
        paths.add(rooted);
        return paths.size() - 1;
    }

    /** The slot of a path that starts at a listed item, whatever the names bound. */
    public int ofItem(BindPath path) {
        paths.add(path);
        return paths.size() - 1;
    }

    /** All paths, by slot. */
    public List<BindPath> paths() {
        return List.copyOf(paths);
    }

    private BindPath rooted(BindPath path) {
        if (path.root() != BindPath.Root.ITEM) {
            return path;
        }
        BindPath.Step first = path.steps().get(0);
        BindPath start = names.get(first.name());
        if (start == null) {
            return path;
        }
        List<BindPath.Step> steps = new ArrayList<>(start.steps());
        steps.addAll(path.steps().subList(1, path.steps().size()));
        String text = start.text() + path.text().substring(first.name().length());
        return new BindPath(start.root(), start.arg(), steps, text);
    }
}
