package com.example.marketbot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.marketbot.chores.Trouble;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class TroubleOptionsTest {

    private static String complaintAbout(String arguments) {
        StringWriter told = new StringWriter();
        int exitCode = Main.commandLine()
                .setErr(new PrintWriter(told, true))
                .execute(Stream.of(arguments.split(" ")).toArray(String[]::new));
        assertEquals(2, exitCode, told.toString());
        assertEquals(1, told.toString().lines().count(), told.toString());
        return told.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--scenario=hang_io --hang-at=-1          | --hang-at must be 1 or more",
                "--scenario=hang_io --hang-at=0           | --hang-at must be 1 or more",
                "--scenario=hang_io --hang-at=soon        | 'soon' is not a long",
                "--scenario=hang_io --hang-at=201         | --hang-at 201 never comes: the run has --ticks 200",
                "--scenario=hang_io --hang-for=0s         | '0s' is not a time",
                "--scenario=hang_io --hang-for=3601s      | --hang-for must be 3600s at most",
                "--scenario=hang_io --hang-kind=monitor   | 'monitor' is none of socket, http",
                "--scenario=starve --hang-kind=monitor    | starve is of one kind only",
                "--scenario=hang_io --tick-work=1s        | --tick-work needs --scenario healthy_slow",
                "--scenario=lost_answers --hang-for=1s    | --hang-for needs a scenario that hangs",
                "--scenario=healthy_slow --hang-at=3      | --hang-at needs a scenario that hangs",
                "exchange --port=0 --scenario=hang_io     | 'hang_io' is none of normal",
            })
    void nonsenseIsNamed(String arguments, String complaint) {
        String told = complaintAbout(arguments);
        assertTrue(told.contains(complaint), told);
    }

    @Test
    void anUnknownScenarioIsToldWhatThereIs() {
        String told = complaintAbout("--scenario=hang");
        for (Trouble trouble : Trouble.values()) {
            boolean offered = told.matches("(?s).*is none of .*\\b" + trouble.label() + "\\b.*");
            assertEquals(trouble != Trouble.NONE, offered, told);
        }
        assertTrue(told.contains(" lost_answers,"), told);
    }

    @Test
    void everyTroubleIsOnAnExchangeWhereAllIsNormal() {
        BotScenario.Converter names = new BotScenario.Converter();
        for (Trouble trouble : Trouble.values()) {
            if (trouble != Trouble.NONE) {
                BotScenario scenario = names.convert(trouble.label());
                assertEquals(trouble, scenario.trouble());
                assertEquals("normal", scenario.exchange().label());
            }
        }
        assertEquals(Trouble.NONE, names.convert("rate_limited").trouble());
        assertThrows(TypeConversionException.class, () -> names.convert("none"));
    }
}
