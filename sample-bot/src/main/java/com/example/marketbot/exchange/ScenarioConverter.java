package com.example.marketbot.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a scenario from the command line. */
public final class ScenarioConverter implements ITypeConverter<Scenario> {

    /** The names to choose from, for the help text. */
    public static final class Candidates extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        public Candidates() {
            super(labels());
        }
    }

    private static List<String> labels() {
        return Stream.of(Scenario.values()).map(Scenario::label).toList();
    }

    @Override
    public Scenario convert(String text) {
        return Stream.of(Scenario.values())
                .filter(scenario -> scenario.label().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("'" + text + "' is none of " + String.join(", ", labels())));
    }
}
