package com.example.marketbot;

import com.example.marketbot.chores.Trouble;
import com.example.marketbot.exchange.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a run is about: a trouble of the exchange, or one of the bot's own while the exchange plays {@code normal}.
 *
 * @param label the name as people write it
 */
record BotScenario(String label, Scenario exchange, Trouble trouble) {

    private static List<BotScenario> all() {
        return Stream.concat(
                        Stream.of(Scenario.values())
                                .map(scenario -> new BotScenario(scenario.label(), scenario, Trouble.NONE)),
                        Stream.of(Trouble.values())
                                .filter(trouble -> trouble != Trouble.NONE)
                                .map(trouble -> new BotScenario(trouble.label(), Scenario.NORMAL, trouble)))
                .toList();
    }

    private static List<String> labels() {
        return all().stream().map(BotScenario::label).toList();
    }

    /** The names to choose from, for the help text. */
    static final class Candidates extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Candidates() {
            super(labels());
        }
    }

    /** Reads the name from the command line. */
    static final class Converter implements ITypeConverter<BotScenario> {
        @Override
        public BotScenario convert(String text) {
            return all().stream()
                    .filter(scenario -> scenario.label().equals(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("'" + text + "' is none of " + String.join(", ", labels())));
        }
    }
}
