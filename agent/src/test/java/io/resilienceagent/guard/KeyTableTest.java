package io.resilienceagent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private final Set<String> stay = new HashSet<>();
    private final KeyTable<State> table = new KeyTable<>(3, State::new);

    private final class State extends KeyTable.Entry {
        State(String key) {
            super(key);
        }

        @Override
        protected boolean leave(boolean pressed) {
            return !stay.contains(key());
        }
    }

    @Test
    void keepsTheStateOfAKey() {
        assertSame(table.entry("a"), table.entry("a"));
        assertNotSame(table.entry("a"), table.entry("b"));
    }

    @Test
    void forgetsWhatWasNotUsedLately() {
        State a = table.entry("a");
        State b = table.entry("b");
        table.entry("c");
        assertSame(a, table.entry("a"));
        table.entry("d");
        assertEquals(3, table.size());
        assertSame(a, table.entry("a"));
        assertNotSame(b, table.entry("b"));
    }

    @Test
    void whatMustStayStaysAndTheRestShareOneEntry() {
        stay.addAll(Set.of("a", "b", "c"));
        State a = table.entry("a");
        table.entry("b");
        table.entry("c");
        State d = table.entry("d");
        assertEquals(KeyTable.OVERFLOW, d.key());
        assertSame(d, table.entry("e"));
        assertSame(a, table.entry("a"));
        assertEquals(3, table.size());
        stay.remove("b");
        assertEquals("e", table.entry("e").key());
    }

    @Test
    void boundsMemoryWhenManyKeysCome() {
        for (int i = 0; i < 10_000; i++) {
            table.entry("key" + i);
        }
        assertEquals(3, table.size());
    }

    @Test
    void longKeysAreCutAndStillToldApart() {
        String left = KeyText.of("x".repeat(100_000) + "a");
        String right = KeyText.of("x".repeat(100_000) + "b");
        assertTrue(left.length() < 300);
        assertTrue(!left.equals(right));
        assertEquals("null", KeyText.of(null));
        assertEquals("42", KeyText.of(42L));
    }
}
