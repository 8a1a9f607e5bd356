package io.resilienceagent.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A status fits into systemd's datagram, whatever stands in it, and is one assignment. */
class NotifyTextTest {
    private static String status(String text) throws CharacterCodingException {
        // A decoder that complains: systemd throws away what is not UTF-8.
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(NotifyText.status(text)))
                .toString();
    }

    @Test
    void whatControlsIsABlank() throws Exception {
        assertEquals("STATUS=SAFE_MODE WATCHDOG=1  x y", status("SAFE_MODE\nWATCHDOG=1\r\nx\0y"));
        assertEquals("STATUS=a b c", status("a\u0085b\tc"));
    }

    @Test
    void whatFitsIsLeftAsItIs() throws Exception {
        String text = "ä".repeat((NotifyText.LONGEST - "STATUS=".length()) / 2);
        assertEquals("STATUS=" + text, status(text));
    }

    @Test
    void whatIsTooLongIsCutBetweenCharacters() throws Exception {
        for (String character : new String[] {"a", "ä", "€", "😀"}) {
            int width = character.getBytes(StandardCharsets.UTF_8).length;
            for (String lead : new String[] {"", "x", "xx", "xxx"}) {
                String cut = status(lead + character.repeat(5000));
                int length = cut.getBytes(StandardCharsets.UTF_8).length;
                assertTrue(length <= NotifyText.LONGEST && length > NotifyText.LONGEST - width, cut.length() + "");
                assertEquals("STATUS=" + lead + character.repeat((length - 7 - lead.length()) / width), cut);
            }
        }
    }

    @Test
    void noTextMakesItTooLongOrMalformed() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(6000);
            while (text.length() < length) {
                // Halves of surrogate pairs among them.
                text.append((char) random.nextInt(0x10000));
            }
            String status = status(text.toString());
            assertTrue(NotifyText.status(text.toString()).length <= NotifyText.LONGEST);
            assertEquals(1, status.lines().count());
        }
    }
}
