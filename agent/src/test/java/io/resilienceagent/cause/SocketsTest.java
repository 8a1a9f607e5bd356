package io.resilienceagent.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as Linux writes them; {@link BlockingIoTest} asks the real ones. */
class SocketsTest {
    private static final String ROW = "%6d: 0100007F:9C40 070200C0:01BB 01 00000000:00000000 00:00000000 00000000"
            + "     0        0 %d 1 0000000000000000 20 4 30 10 -1 %n";

    @TempDir
    Path tables;

    /** A bot that opens a connection for each request leaves its closed ones in the table for a minute. */
    @Test
    void theLastOfManyConnections() throws IOException {
        int closed = 40_000;
        String rows = IntStream.range(0, closed)
                .mapToObj(i -> String.format(ROW, i, 0))
                .collect(Collectors.joining());
        Files.writeString(tables.resolve("tcp"), rows + String.format(ROW, closed, 4711));
        assertEquals("192.0.2.7:443", Sockets.describe("4711", tables));
    }

    @Test
    void anInodeThatIsAPartOfAnother() throws IOException {
        Files.writeString(tables.resolve("tcp"), String.format(ROW, 471, 14711));
        assertEquals("socket", Sockets.describe("471", tables));
    }

    @Test
    void noTables() {
        assertEquals("socket", Sockets.describe("4711", tables.resolve("none")));
    }
}
