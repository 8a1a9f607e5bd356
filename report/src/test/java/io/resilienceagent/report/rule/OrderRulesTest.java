package io.resilienceagent.report.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.story.Circuit;
import io.resilienceagent.report.story.JoinPointSeen;
import io.resilienceagent.report.story.OrderEnd;
import io.resilienceagent.report.story.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders, breakers and join points: what is told, and of how many. */
class OrderRulesTest {
    private final Story story = Stories.of(60_000);

    private void unknown(int number) {
        story.add(
                new OrderEnd(Stories.at(number), Integer.toString(number), "place_order", "", "UNKNOWN", "no answer"));
    }

    @Test
    void ofManyUnknownOrdersTheFirstAreNamedAndAllCounted() {
        for (int i = 0; i < 12; i++) {
            unknown(i);
        }
        Finding unknown = Stories.only(story);
        assertEquals("ORDER_UNKNOWN", unknown.rule());
        assertEquals("12 orders left with an unknown outcome", unknown.title());
        assertEquals(11, unknown.evidence().size());
        assertTrue(
                unknown.evidence().get(0).matches("order 0 of place_order at [0-9:.]+: no answer"), unknown::toString);
        assertEquals("and 2 more", unknown.evidence().get(10));
        assertEquals(Stories.at(0), unknown.from());
        assertEquals(Stories.at(11), unknown.to());
        assertEquals(Severity.HIGH, unknown.severity());
        assertEquals(Sure.CERTAIN, unknown.sure());
    }

    @Test
    void tenUnknownOrdersAreAllNamed() {
        for (int i = 0; i < 10; i++) {
            unknown(i);
        }
        assertTrue(Stories.only(story).evidence().get(9).startsWith("order 9 "));
        assertEquals(10, Stories.only(story).evidence().size());
    }

    @Test
    void aBreakerThatOpenedTwiceDoesNotFlap() {
        for (int i = 0; i < 2; i++) {
            story.add(new Circuit(Stories.at(i), "place_order", "-", "CLOSED", "OPEN", "3 failures"));
        }
        assertEquals(List.of(), Rules.findings(story));
        story.add(new Circuit(Stories.at(9_000), "place_order", "-", "HALF_OPEN", "OPEN", "the test failed"));
        Finding flapping = Stories.only(story);
        assertEquals("the breaker place_order opened 3 times", flapping.title());
        assertEquals("the last reason: the test failed", flapping.evidence().get(1));
        assertEquals(Stories.at(0), flapping.from());
        assertEquals(Stories.at(9_000), flapping.to());
        assertEquals(Severity.MEDIUM, flapping.severity());
        assertEquals(Sure.CERTAIN, flapping.sure());
    }

    @Test
    void aJoinPointWithoutAMethodOfWhichTheAgentSaidNothingIsLikely() {
        story.add(new JoinPointSeen("place_order", "order", "a.Bot#place", 0, 0, ""));
        story.add(new JoinPointSeen("tick", "loop", "a.Bot#tick", 1, 9, ""));
        Finding without = Stories.only(story);
        assertEquals("RULE_WITHOUT_EFFECT", without.rule());
        assertEquals(List.of("pattern: a.Bot#place", "no loaded class matched by then"), without.evidence());
        assertEquals(Severity.HIGH, without.severity());
        assertEquals(Sure.LIKELY, without.sure());
    }

    @Test
    void pinnedPlacesAreMediumFromATenthOfASecondOn() {
        story.machine().pinned("a.Short.wait", Stories.at(1_000), 99_999_999);
        story.machine().pinned("a.Long.wait", Stories.at(2_000), 20_000_000);
        story.machine().pinned("a.Long.wait", Stories.at(3_000), 100_000_000);
        List<Finding> pinned = Rules.findings(story);
        assertEquals(
                List.of(Severity.MEDIUM, Severity.LOW),
                pinned.stream().map(Finding::severity).toList());
        assertEquals(
                "2 times, 120 ms in all, the longest 100 ms",
                pinned.get(0).evidence().get(0));
        assertEquals(Stories.at(3_000), pinned.get(0).from());
    }

    @Test
    void ofManyPinnedPlacesTheCostliestTenAreTold() {
        for (int i = 1; i <= 12; i++) {
            story.machine().pinned("a.Place" + i, Stories.at(i), i * 1_000_000L);
        }
        List<Finding> pinned = Rules.findings(story);
        assertEquals(10, pinned.size());
        assertTrue(pinned.stream().noneMatch(finding -> finding.title().matches(".*Place[12]")), pinned::toString);
    }

    @Test
    void theWorstIsToldFirstThenTheSurestThenTheEarliest() {
        story.add(new JoinPointSeen("cancel", "cancel", "a.Bot#cancel", 1, 0, ""));
        story.add(new JoinPointSeen("place_order", "order", "a.Bot#place", 0, 0, ""));
        unknown(7);
        story.machine().pinned("a.Late.wait", Stories.at(5_000), 200_000_000);
        story.machine().pinned("a.Early.wait", Stories.at(2_000), 100_000_000);
        assertEquals(
                List.of(
                        "1 order left with an unknown outcome",
                        "join point place_order matched no method: it guards nothing",
                        "virtual threads waited while pinned to their carrier, in a.Early.wait",
                        "virtual threads waited while pinned to their carrier, in a.Late.wait",
                        "join point cancel was never called"),
                Rules.findings(story).stream().map(Finding::title).toList());
    }
}
