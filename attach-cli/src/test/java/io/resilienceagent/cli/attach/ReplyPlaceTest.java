package io.resilienceagent.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cli.process.ProcessFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The place belongs to the bot's user, who may be no friend of root's. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplyPlaceTest {
    @TempDir
    private Path directory;

    private ReplyPlace place;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        place = ReplyPlace.in(ProcessFiles.self(), "");
        file = place.asTheBotSeesIt();
    }

    @AfterEach
    void isGone() {
        place.close();
        assertFalse(Files.isDirectory(file.getParent(), LinkOption.NOFOLLOW_LINKS));
    }

    private Optional<String> reply() throws IOException {
        return place.read(System.nanoTime()).map(json -> json.path("action").asText());
    }

    @Test
    void aReplyIsReadAndTakenAway() throws IOException {
        assertEquals(Optional.empty(), reply());
        Files.writeString(file, "{\"ok\":true,\"action\":\"attached\"}");
        assertEquals(Optional.of("attached"), reply());
    }

    @Test
    void aRequestIsThereForTheBotAlone() throws IOException {
        try (ReplyPlace asking = ReplyPlace.in(ProcessFiles.self(), "{\"command\":\"ping\"}")) {
            Path request = asking.requestAsTheBotSeesIt();
            assertEquals("{\"command\":\"ping\"}", Files.readString(request));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(request)));
            assertEquals(
                    "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(request.getParent())));
            assertEquals(request.getParent(), asking.asTheBotSeesIt().getParent());
        }
        assertFalse(Files.exists(place.requestAsTheBotSeesIt()), "none was asked for");
    }

    @Test
    void whatIsPutInItsPlaceIsNotEmptied() throws IOException {
        Path precious = Files.writeString(directory.resolve("reply.json"), "kept");
        Files.delete(file.getParent());
        Path link = Files.createSymbolicLink(file.getParent(), directory);
        place.close();
        assertTrue(Files.exists(precious));
        Files.delete(link);
    }

    @Test
    void aLinkIsNoReply() throws IOException {
        Path other = Files.writeString(directory.resolve("other.json"), "{\"ok\":true,\"action\":\"attached\"}");
        Files.createSymbolicLink(file, other);
        assertEquals(Optional.empty(), reply());
        place.close();
        assertTrue(Files.exists(other));
    }

    @Test
    void aPipeIsNoReplyAndIsNotWaitedFor() throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        assertEquals(Optional.empty(), reply());
    }

    @Test
    void whatIsTooLongIsNotRead() throws IOException {
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(1L << 40);
        }
        IOException tooLong = assertThrows(IOException.class, this::reply);
        assertTrue(tooLong.getMessage().contains("longer"), tooLong.getMessage());
    }
}
