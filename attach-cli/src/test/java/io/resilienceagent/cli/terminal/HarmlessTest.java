package io.resilienceagent.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmlessTest {
    @ParameterizedTest
    @CsvSource({
        "001b, clears the screen",
        "009b, the same in one byte",
        "000d, writes over the line",
        "000a, forges a line",
        "202e, turns the reading direction",
        "2066, isolates",
        "200b, is not seen",
        "2028, breaks lines elsewhere",
        "d800, half a character"
    })
    void whatCouldActIsShownByItsNumber(String code, String why) {
        String text = "a" + (char) Integer.parseInt(code, 16) + "b";
        assertEquals("a\\u" + code + "b", Harmless.text(text), why);
    }

    @Test
    void whatIsHarmlessStaysAsItIs() {
        String text = "BTC/USDT Überweisung 取引 \uD83D\uDE80";
        assertSame(text, Harmless.text(text));
    }
}
