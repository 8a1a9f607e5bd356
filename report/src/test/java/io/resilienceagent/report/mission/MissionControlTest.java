package io.resilienceagent.report.mission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.read.Reading.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which chunks the rules of Mission Control see where not all of them fit. */
class MissionControlTest {
    private static final long SECOND = 1_000_000_000L;

    /** Ten chunks of 100 bytes, of a minute each, from minute 1 on. */
    private static final List<Range> TEN = IntStream.rangeClosed(1, 10)
            .mapToObj(i -> new Range(Path.of("a.jfr"), 100L * i, 100, 60L * i * SECOND))
            .toList();

    /** Moments in the middle of a minute; 0 is no moment. */
    @ParameterizedTest
    @CsvSource({
        "0, 300, 8, 10",
        "330, 100, 5, 5",
        "330, 250, 5, 6",
        "330, 350, 4, 6",
        "330, 1000, 1, 10",
        "90, 300, 1, 3",
        "630, 300, 8, 10",
        "9999, 200, 9, 10",
        "10, 200, 1, 2"
    })
    void thoseAroundTheMomentAreChosen(long second, long bytes, int first, int last) {
        assertEquals(TEN.subList(first - 1, last), MissionControl.within(TEN, second * SECOND, bytes));
    }

    @Test
    void whereNotEvenOneFitsNoneIs() {
        assertEquals(List.of(), MissionControl.within(TEN, 330 * SECOND, 99));
        assertEquals(List.of(), MissionControl.within(List.of(), 330 * SECOND, 99));
    }

    @Test
    void theNoteSaysWhichWereSeenAndWhatToDo() {
        assertEquals(
                "The rules of JDK Mission Control saw the whole recording.",
                MissionControl.note(TEN, TEN, 330 * SECOND, "Next."));
        assertEquals(
                "The rules of JDK Mission Control saw 3 of 10 chunks, from 00:04:00.000 to 00:07:00.000, around the worst "
                        + "finding: more do not fit into this heap. Next.",
                MissionControl.note(TEN, TEN.subList(3, 6), 330 * SECOND, "Next."));
        assertTrue(MissionControl.note(TEN, TEN.subList(7, 10), 0, "Next.").contains(" to the end, the last ones: "));
    }

    @Test
    void theHeapThatWouldDoIsNamed() {
        assertEquals(4, MissionControl.gigabytes(TEN));
        assertEquals(8, MissionControl.gigabytes(List.of(new Range(Path.of("a.jfr"), 0, 545L << 20, 1))));
    }
}
