package io.resilienceagent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CauseTest {
    private static final String LEAK = "GET https://exchange/api/v3/order?symbol=BTCUSDT&signature=0123456789abcdef";
    private static final String CLEAN = "GET https://exchange/api/v3/order?symbol=BTCUSDT&signature=***";

    @Test
    void anExceptionIsQuotedWithoutItsSecrets() {
        IOException thrown = new IOException(LEAK);
        assertEquals("java.io.IOException: " + CLEAN, Cause.of(thrown));
        assertEquals("IOException: " + CLEAN, Cause.text(GuardKit.threw(GuardKit.call(), thrown)));
        assertEquals(CLEAN, Cause.oneLine(LEAK));
        assertEquals("java.io.IOException", Cause.of(new IOException()));
    }

    @Test
    void aLongMessageIsCut() {
        String text = Cause.of(new IOException("x".repeat(10_000)));
        assertTrue(text.endsWith("x...") && text.length() < 250, text);
    }

    @Test
    void anExceptionThatCannotTellItsMessageIsNamed() {
        RuntimeException mute = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };
        assertEquals(mute.getClass().getName(), Cause.of(mute));
    }
}
