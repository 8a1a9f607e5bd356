package io.resilienceagent.metrics;

import java.util.List;

/**
 * The metrics of one bot. Made when somebody asks for them first, so that a bot that nobody scrapes pays nothing; everything is read from the
 * live parts when it is asked for. Thread-safe: one scrape at a time.
 */
public final class Metrics {
    private final Catalogue catalogue;

    /** @param parts what they are read from */
    public Metrics(LiveParts parts) {
        catalogue = new Catalogue(parts);
        SeedMetrics.addTo(catalogue);
        GuardMetrics.addTo(catalogue);
        LoopMetrics.addTo(catalogue);
        StateMetrics.addTo(catalogue);
        OrderMetrics.addTo(catalogue);
        AgentMetrics.addTo(catalogue);
    }

    /** All metrics as they are now. */
    public synchronized String text(TextFormat format) {
        return format.write(catalogue.scrape());
    }

    /** All that there are, in the order of the documentation. */
    public List<Described> described() {
        return catalogue.described();
    }
}
