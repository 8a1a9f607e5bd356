package io.resilienceagent.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** The values of one metric at one moment, by the values of its labels. For one thread. */
final class Points {
    private final DoubleBinaryOperator together;
    private final Map<List<String>, Double> values = new LinkedHashMap<>();

    /** @param together what two values of the same labels make */
    Points(DoubleBinaryOperator together) {
        this.together = together;
    }

    /** Reads the values of a metric. */
    @FunctionalInterface
    interface Reading {
        /** Puts all of them. */
        void read(Points points);
    }

    /** Puts a value; one of the same labels that is there already is put together with it. */
    void put(double value, String... labels) {
        put(value, List.of(labels));
    }

    /** Puts a count. */
    void put(long value, String... labels) {
        put((double) value, List.of(labels));
    }

    void put(double value, List<String> labels) {
        values.merge(labels, value, together::applyAsDouble);
    }

    Map<List<String>, Double> values() {
        return values;
    }
}
