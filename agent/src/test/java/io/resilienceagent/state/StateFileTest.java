package io.resilienceagent.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final StateKit kit = new StateKit();
    private Path main;
    private Path copy;
    private StateKeeper keeper;

    @BeforeEach
    void open() {
        main = directory.resolve("state.json");
        copy = directory.resolve("state.good.json");
        keeper = new StateKeeper(file(), kit.machine, kit.ticker(), kit.log);
    }

    private StateFile file() {
        return new StateFile(directory, kit.log);
    }

    @Test
    void saysWhatTheContractSays() throws IOException {
        keeper.look();
        JsonNode first = JSON.readTree(main.toFile());
        assertEquals("RUNNING", first.path("state").asText());
        assertTrue(first.path("incident_id").isNull());
        kit.stall();
        keeper.look();
        JsonNode json = JSON.readTree(main.toFile());
        assertEquals("SAFE_MODE", json.path("state").asText());
        assertEquals("loop_stall_detected", json.path("reason").asText());
        assertEquals(kit.steps.get(0).incidentId(), json.path("incident_id").asText());
        assertEquals("stall-00c0ffee", json.path("cause_incident_id").asText());
        assertEquals(kit.steps.get(0).at(), Instant.parse(json.path("since").asText()));
        for (Path written : List.of(main, copy)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(written)));
        }
        assertEquals(Files.readString(main), Files.readString(copy));
        assertEquals(2, directory.toFile().list().length, "nothing is left of the swapping");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        kit.machine.manual(true, "file", "quotes \" and ümlauts \\ and 𝄞");
        assertTrue(keeper.save());
        Restored restored = file().read();
        assertEquals(Optional.of(kit.machine.standing()), restored.standing());
        assertEquals(Optional.empty(), restored.problem());
        StateKit next = new StateKit();
        next.machine.resume(restored, false);
        next.cycles(10);
        assertEquals(SystemState.SAFE_MODE, next.state(), "the hand is still on it");
    }

    @Test
    void nothingThereIsAFirstStart() {
        assertEquals(new Restored(Optional.empty(), Optional.empty()), file().read());
        assertFalse(Files.exists(directory.resolve("alerts")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{",
                "{}",
                "{}{}",
                "nonsense",
                "{\"version\": 1}",
                "{\"version\": 1, \"state\": \"ASLEEP\", \"since\": \"2026-01-01T00:00:00Z\"}",
                "{\"version\": 1, \"state\": \"RUNNING\", \"since\": \"yesterday\"}",
                "{\"version\": 2, \"state\": \"RUNNING\", \"since\": \"2026-01-01T00:00:00Z\"}",
                "{\"version\": 99999999999999999999, \"state\": \"RUNNING\"}",
                "{\"state\": \"RUNNING\", \"since\": \"2026-01-01T00:00:00Z\"}",
                "{\"version\": 1, \"state\": \"RUNNING\", \"since\": \"2026-01-01T00:00:00Z\", \"manual\": {\"a\": 1}}",
                "{\"version\": 1, \"state\": {\"a\": [[[[]]]]}, \"since\": []}",
            })
    void aBrokenFileIsToldAndItsCopyUsed(String text) throws IOException {
        kit.stall();
        keeper.save();
        Files.writeString(main, text);
        Restored restored = file().read();
        assertEquals(Optional.of(kit.machine.standing()), restored.standing());
        assertTold("its last good copy");
        assertEquals(text, Files.readString(directory.resolve("state.json.invalid")));

        Files.writeString(main, text);
        Files.delete(copy);
        assertNobodyKnows();
    }

    @Test
    void everyDamageIsSurvived() throws IOException {
        kit.stall();
        keeper.save();
        byte[] good = Files.readAllBytes(main);
        Random random = new Random(99);
        int told = 0;
        for (int i = 0; i < 900; i++) {
            byte[] bytes = i < good.length ? Arrays.copyOf(good, i) : good.clone();
            for (int flips = i < good.length ? 0 : 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(main, bytes);
            Restored restored = file().read();
            assertTrue(restored.standing().isPresent(), () -> new String(bytes, StandardCharsets.ISO_8859_1));
            if (restored.problem().isPresent()) {
                told++;
                assertEquals(Optional.of(kit.machine.standing()), restored.standing());
            }
        }
        assertTrue(told > good.length, told + " told");
        assertEquals(List.of(), kit.log.failures().entries());
    }

    @Test
    void aDirectoryAPipeAndAGiantAreNoState() throws Exception {
        kit.stall();
        keeper.save();
        Files.delete(main);
        Files.createDirectory(main);
        Files.writeString(main.resolve("inside"), "x");
        assertTrue(file().read().problem().isPresent());
        assertTrue(Files.exists(directory.resolve("state.json.invalid").resolve("inside")));
        assertTold("its last good copy");

        assertEquals(0, new ProcessBuilder("mkfifo", main.toString()).start().waitFor());
        assertTrue(file().read().standing().isPresent());
        Files.deleteIfExists(main);
        Files.write(main, new byte[1 << 20]);
        assertTrue(file().read().standing().isPresent());
        Files.deleteIfExists(main);
        assertTrue(file().read().problem().orElse("").contains("it is gone"));
    }

    @Test
    void aStateOfTomorrowIsAStateButTold() throws IOException {
        kit.stall();
        keeper.save();
        String since = kit.machine.standing().since().toString();
        Files.writeString(main, Files.readString(main).replace(since, "2999-01-01T00:00:00Z"));
        Restored restored = file().read();
        Standing standing = restored.standing().orElseThrow();
        assertEquals(SystemState.SAFE_MODE, standing.state());
        assertFalse(standing.since().isAfter(Instant.now()));
        assertTrue(restored.problem().isPresent());
        assertTold("the state that it has");
    }

    @Test
    void anIncidentOfAnotherFormIsNotBelieved() throws IOException {
        kit.stall();
        keeper.save();
        String id = kit.machine.standing().incidentId();
        Files.writeString(main, Files.readString(main).replace(id, "../../etc"));
        String restored = file().read().standing().orElseThrow().incidentId();
        assertTrue(restored.matches("state-[0-9a-f]{8}"), restored);
        Files.writeString(main, Files.readString(main).replace("\"incident_id\"", "\"other_id\""));
        String missing = file().read().standing().orElseThrow().incidentId();
        assertTrue(missing.matches("state-[0-9a-f]{8}"), missing);
    }

    @Test
    void aDiskThatTakesNothingIsToldOnceAndTriedAgain() throws IOException {
        // A directory that is not empty where each next version is to be written: the disk takes nothing, for root too.
        for (String name : List.of("state.json.next", "state.good.json.next")) {
            Files.createDirectories(directory.resolve(name).resolve("full"));
        }
        kit.stall();
        keeper.look();
        for (int i = 0; i < 100; i++) {
            kit.pass(Duration.ofMillis(50));
            keeper.look();
        }
        assertEquals(1, kit.lines("STATE_NOT_SAVED").size());
        // Once at first, and each second of the five.
        assertEquals(6, kit.log.failures().entries().get(0).count().sum());
        assertFalse(keeper.save());
        assertEquals(SystemState.SAFE_MODE, kit.state());
        for (String name : List.of("state.json.next", "state.good.json.next")) {
            Files.delete(directory.resolve(name).resolve("full"));
            Files.delete(directory.resolve(name));
        }
        kit.pass(Duration.ofSeconds(1));
        keeper.look();
        assertEquals(1, kit.lines("STATE_SAVED").size());
        assertEquals(Optional.of(kit.machine.standing()), file().read().standing());
    }

    @Test
    void whereOneOfTheTwoIsBarredTheOtherIsWritten() throws IOException {
        Files.createDirectories(directory.resolve("state.json.next").resolve("barred"));
        kit.stall();
        assertFalse(keeper.save());
        assertEquals(Optional.of(kit.machine.standing()), file().read().standing());
    }

    private void assertNobodyKnows() {
        Restored restored = file().read();
        assertEquals(Optional.empty(), restored.standing());
        StateKit next = new StateKit();
        next.machine.resume(restored, false);
        assertEquals(SystemState.SAFE_MODE, next.state());
    }

    private void assertTold(String used) throws IOException {
        List<String> lines = kit.lines("STATE_FILE_INVALID");
        String line = lines.get(lines.size() - 1);
        assertTrue(line.startsWith("CRITICAL ") && line.contains("used=\"" + used + "\""), line);
        JsonNode alert = JSON.readTree(
                directory.resolve("alerts").resolve("state_invalid.json").toFile());
        assertEquals(used, alert.path("used").asText());
        assertFalse(alert.path("problem").asText().isBlank());
    }
}
