package io.resilienceagent.policy;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A place in a document, shown as {@code guards.place_order[1].timeout}.
 *
 * @param parent the place around it; null for the whole document
 * @param key the key in a mapping; null for an index and for the whole document
 * @param index the index in a list; -1 for all else
 */
record NodePath(NodePath parent, String key, int index) {
    static final NodePath ROOT = new NodePath(null, null, -1);

    private static final int LONGEST_KEY = 64;

    NodePath key(String name) {
        return new NodePath(this, name, -1);
    }

    NodePath index(int position) {
        return new NodePath(this, null, position);
    }

    /** The steps from the document to this place. */
    Deque<NodePath> steps() {
        Deque<NodePath> steps = new ArrayDeque<>();
        for (NodePath step = this; step.parent != null; step = step.parent) {
            steps.push(step);
        }
        return steps;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (NodePath step : steps()) {
            if (step.key == null) {
                text.append('[').append(step.index).append(']');
            } else if (plain(step.key)) {
                text.append(text.length() > 0 ? "." : "").append(step.key);
            } else {
                text.append('[').append(Words.quote(step.key)).append(']');
            }
        }
        return text.toString();
    }

    private static boolean plain(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (!Character.isLetterOrDigit(key.charAt(i)) && "_-:+".indexOf(key.charAt(i)) < 0) {
                return false;
            }
        }
        return !key.isEmpty() && key.length() <= LONGEST_KEY;
    }
}
