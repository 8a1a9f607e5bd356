package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * With {@code -Dmatrix=true}, for it takes five minutes and a machine with time. Each stall and each fault, on JDK 17 and the newest, attached and from the start, each in a JVM of its own: what the host itself
 * saw of it is the table in the documentation. {@code -Dmatrix.update=true} writes that anew; {@code -Dmatrix.only=TYPE} looks at
 * some rows, and leaves the table alone.
 */
@EnabledIfSystemProperty(named = "matrix", matches = "true")
@Isolated
class ChaosMatrixIT {
    /** Mostly they wait, for deadlines. */
    private static final int AT_ONCE = Integer.getInteger("matrix.at.once", 4);

    private static final String ONLY = System.getProperty("matrix.only", "");
    private static final Path TABLE = Path.of("..", "docs", "chaos-matrix.md");

    @TempDir
    private Path directory;

    private final Set<String> types = new ConcurrentSkipListSet<>();
    private final Map<String, String> troubles = new ConcurrentSkipListMap<>();

    @Test
    void whatTheHostSawIsWhatTheTableSays() throws Exception {
        List<MatrixRow> rows =
                MatrixRows.ALL.stream().filter(row -> row.type().contains(ONLY)).toList();
        Map<MatrixMode, List<String>> cells = cells(rows);
        String seen = MatrixTable.markdown(rows, MatrixMode.all(), cells);
        if (!ONLY.isEmpty()) {
            assertEquals(Map.of(), troubles);
            return;
        }
        if (Boolean.getBoolean("matrix.update")) {
            Files.writeString(TABLE, seen);
            assertEquals(Map.of(), troubles, "written all the same");
        }
        assertEquals(
                Files.readString(TABLE),
                seen,
                () -> "run this test with -Dmatrix.update=true if the table is to say that; troubles: " + troubles);
        Set<String> inRows = rows.stream().map(MatrixRow::type).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(types, inRows, "the agent's types and those of the table");
    }

    private Map<MatrixMode, List<String>> cells(List<MatrixRow> rows)
            throws IOException, InterruptedException, ExecutionException {
        Map<MatrixMode, List<Future<String>>> under = new LinkedHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try (MatrixWorld world = new MatrixWorld()) {
            for (MatrixMode mode : MatrixMode.all()) {
                List<Future<String>> column = new ArrayList<>();
                for (MatrixRow row : rows) {
                    column.add(threads.submit(() -> cell(row, mode, world.ports())));
                }
                under.put(mode, column);
            }
            Map<MatrixMode, List<String>> cells = new LinkedHashMap<>();
            for (Map.Entry<MatrixMode, List<Future<String>>> column : under.entrySet()) {
                List<String> told = new ArrayList<>();
                for (Future<String> each : column.getValue()) {
                    told.add(each.get());
                }
                cells.put(column.getKey(), told);
            }
            return cells;
        } finally {
            threads.shutdownNow();
        }
    }

    /** One JVM; whatever is not as it is to be makes it a no, and is told at the end. */
    private String cell(MatrixRow row, MatrixMode mode, String... ports) throws IOException {
        Path place = Files.createTempDirectory(directory, "m");
        try (MatrixVictim victim = new MatrixVictim(row, mode, place, ports)) {
            types.addAll(new MatrixRun(row, victim).run());
            return "yes";
        } catch (Throwable trouble) {
            troubles.put(row + " on " + mode, trouble + "\n");
            return "no";
        }
    }
}
