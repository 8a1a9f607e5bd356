package io.resilienceagent.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which series a metric shows: the first so many that come, and the rest together as {@code other}. A series that is shown stays shown. For one
 * thread at a time.
 */
final class SeriesCap {
    /** So many series of one metric are shown, and at most as many of the rest. */
    static final int MOST = 200;

    /** What stands in the place of values that are too many. */
    static final String OTHER = "other";

    private final LabelNames labels;
    private final Map<List<String>, List<String>> shown = new HashMap<>();
    private final Set<List<String>> rests = new HashSet<>();

    SeriesCap(LabelNames labels) {
        this.labels = labels;
    }

    /** The label values under which these are shown. */
    List<String> of(List<String> raw) {
        List<String> known = shown.get(raw);
        if (known != null) {
            return known;
        }
        if (shown.size() < MOST) {
            List<String> fresh = clean(raw);
            shown.put(raw, fresh);
            return fresh;
        }
        return rest(raw);
    }

    private List<String> rest(List<String> raw) {
        List<String> rest = new ArrayList<>(raw);
        rest.set(labels.open(), OTHER);
        List<String> clean = clean(rest);
        if (rests.contains(clean) || rests.size() < MOST) {
            rests.add(clean);
            return clean;
        }
        return Collections.nCopies(raw.size(), OTHER);
    }

    private static List<String> clean(List<String> raw) {
        return raw.stream().map(LabelText::of).toList();
    }

    /** Forgets all series but these: for figures that may go. */
    void keep(Set<List<String>> present) {
        shown.keySet().retainAll(present);
        rests.clear();
    }
}
