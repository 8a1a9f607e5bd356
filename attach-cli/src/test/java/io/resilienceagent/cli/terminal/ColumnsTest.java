package io.resilienceagent.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
    @ParameterizedTest
    @CsvSource({"abc, 3", "'', 0", "日本, 4", "e\u0301, 1", "\uD83D\uDE00, 2", "한글, 4", "ＡＢ, 4"})
    void aTextTakesSoManyColumns(String text, int columns) {
        assertEquals(columns, Columns.width(text));
    }

    @ParameterizedTest
    @CsvSource({
        "abcdef, 6, abcdef",
        "abcdef, 5, abc..",
        "abcdef, 2, ..",
        "abcdef, 1, .",
        "abcdef, 0, ''",
        "日本語, 5, 日..",
        "日本語, 4, 日..",
        "日本語, 6, 日本語"
    })
    void itIsCutToSoMany(String text, int columns, String cut) {
        assertEquals(cut, Columns.cut(text, columns));
    }

    @ParameterizedTest
    @CsvSource({"a, 3, 'a  ', '  a'", "日, 3, '日 ', ' 日'", "abcd, 3, 'a..', 'a..'"})
    void itFillsSoMany(String text, int columns, String left, String right) {
        assertEquals(left, Columns.left(text, columns));
        assertEquals(right, Columns.right(text, columns));
    }
}
