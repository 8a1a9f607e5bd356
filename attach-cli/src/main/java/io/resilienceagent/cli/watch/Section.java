package io.resilienceagent.cli.watch;

import java.util.List;

/**
 * A part of the picture: a title with the headings of its columns, and its rows, those first that matter most.
 *
 * @param kind which
 * @param title as it is without hidden rows
 * @param rows all of them; empty where the title says it all
 */
record Section(Kind kind, Line title, List<Line> rows) {
    /** What a section is about; those that go first where there is too little room stand last. */
    enum Kind {
        LOOPS,
        CHAOS,
        TROUBLES,
        GUARDS,
        ORDERS,
        BREAKERS,
        INCIDENTS
    }
}
