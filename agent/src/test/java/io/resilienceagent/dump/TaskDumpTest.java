package io.resilienceagent.dump;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.executor.JvmThreads;
import io.resilienceagent.executor.JvmWorkplaces;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.incident.IncidentStore;
import io.resilienceagent.testing.InstrumentedOpener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("FutureReturnValueIgnored")
class TaskDumpTest {
    private static final String ID = "stall-0000000a";
    private static final String SECRET = "api-key-93fa";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final InstrumentedOpener opener = new InstrumentedOpener();
    private IncidentStore store;
    private TaskDump dump;

    @BeforeEach
    void prepare() {
        EventLog log = new EventLog(new PrintStream(told, true, StandardCharsets.UTF_8), Ticker.system());
        store = new IncidentStore(directory, 10, 100 << 20, text -> text, log);
        dump = new TaskDump(
                store,
                new JvmThreads(opener),
                new JvmWorkplaces(opener),
                text -> text.replace(SECRET, "***"),
                Ticker.system(),
                log);
        dump.prepare();
        assertEquals("", told());
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    private static DumpRequest request(Thread... suspects) {
        List<Long> ids = new ArrayList<>();
        for (Thread suspect : suspects) {
            ids.add(suspect.getId());
        }
        return new DumpRequest(ID, "LOOP_GUARD_TIMEOUT", ids, Map.of(), Map.of("limit_ms", 500));
    }

    private JsonNode taken(DumpRequest request) throws IOException {
        DumpResult result = dump.take(request);
        Path file = result.file().orElseThrow();
        assertEquals(directory.resolve(ID).resolve("task-dump.json"), file);
        assertFalse(Files.readString(file).contains(SECRET));
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertEquals(result.totalTasks(), json.path("total_tasks").asInt());
        assertEquals(result.totalTasks(), json.path("tasks").size());
        Set<String> ids = new TreeSet<>();
        json.path("tasks").forEach(task -> ids.add(task.path("task_id").asText()));
        assertEquals(result.totalTasks(), ids.size(), "ids of tasks are their own");
        return json;
    }

    private static JsonNode task(JsonNode dump, String field, String value) {
        for (JsonNode task : dump.path("tasks")) {
            if (task.path(field).asText().equals(value)) {
                return task;
            }
        }
        throw new AssertionError("no task with " + field + " " + value + " in " + dump.toPrettyString());
    }

    private static Thread started(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void waitFor(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aThreadWithWhatItsWorkEndedWith() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        Thread thread = started("loop " + SECRET, () -> waitFor(gate));
        await().until(() -> thread.getState() == Thread.State.WAITING);
        DumpRequest request = new DumpRequest(
                ID,
                "LOOP_GUARD_TIMEOUT",
                List.of(thread.getId()),
                Map.of(thread.getId(), new IllegalStateException("signed with " + SECRET)),
                Map.of("holder", "has " + SECRET));
        JsonNode json = taken(request);
        gate.countDown();
        assertEquals(ID, json.path("incident_id").asText());
        assertEquals("LOOP_GUARD_TIMEOUT", json.path("context").asText());
        assertTrue(Instant.parse(json.path("timestamp").asText()).isAfter(Instant.EPOCH));
        assertTrue(json.path("timestamp").asText().endsWith("Z"));
        assertFalse(json.path("truncated").asBoolean());
        assertEquals("has ***", json.path("evidence").path("holder").asText());
        JsonNode task = task(json, "task_id", String.valueOf(thread.getId()));
        assertEquals("loop ***", task.path("task_name").asText());
        assertEquals("thread", task.path("kind").asText());
        assertEquals("WAITING", task.path("state").asText());
        assertTrue(
                task.path("stack").toString().contains("TaskDumpTest.waitFor(TaskDumpTest.java:"),
                task::toPrettyString);
        assertEquals("signed with ***", task.path("exception").path("message").asText());
        assertEquals(
                "java.lang.IllegalStateException",
                task.path("exception").path("type").asText());
        JsonNode main =
                task(json, "task_id", String.valueOf(Thread.currentThread().getId()));
        assertTrue(main.path("exception").isNull());
        List<String> lines = told().lines().toList();
        assertEquals(2, lines.size(), told());
        assertTrue(
                lines.get(0)
                        .endsWith(" CRITICAL TASK_DUMP_START incident_id=" + ID
                                + " context=LOOP_GUARD_TIMEOUT total_tasks="
                                + json.path("total_tasks").asInt()),
                told());
        assertTrue(
                lines.get(1)
                        .endsWith(" CRITICAL TASK_DUMP_TASK incident_id=" + ID + " task_id=" + thread.getId()
                                + " task_name=\"loop ***\" state=WAITING"),
                told());
    }

    @Test
    void aCircleOfLocksAndWhoWaitsBehindIt() throws Exception {
        ReentrantLock orders = new ReentrantLock();
        Object positions = new Object();
        CountDownLatch both = new CountDownLatch(2);
        Thread trader = started("trader", () -> {
            synchronized (positions) {
                both.countDown();
                waitFor(both);
                try {
                    orders.lockInterruptibly();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        Thread feeder = started("feeder", () -> {
            orders.lock();
            try {
                both.countDown();
                waitFor(both);
                synchronized (positions) {
                    both.countDown();
                }
            } finally {
                orders.unlock();
            }
        });
        Thread behind = started("behind", () -> {
            waitFor(both);
            synchronized (positions) {
                both.countDown();
            }
        });
        await().until(() -> trader.getState() == Thread.State.WAITING
                && feeder.getState() == Thread.State.BLOCKED
                && behind.getState() == Thread.State.BLOCKED);
        JsonNode json = taken(request(behind));
        trader.interrupt();
        trader.join();
        feeder.join();
        behind.join();
        assertEquals(1, json.path("deadlocks").size(), json::toPrettyString);
        JsonNode cycle = json.path("deadlocks").path(0);
        assertEquals(2, cycle.size());
        JsonNode first = cycle.path(0);
        assertEquals("trader", first.path("task_name").asText());
        assertEquals(feeder.getId(), first.path("waits_for").path("held_by").asLong());
        assertTrue(
                first.path("waits_for").path("lock").asText().startsWith("java.util.concurrent.locks.ReentrantLock"),
                first::toString);
        assertEquals(
                "java.lang.Object@" + Integer.toHexString(System.identityHashCode(positions)),
                cycle.path(1).path("waits_for").path("lock").asText());
        assertEquals(
                "trader", cycle.path(1).path("waits_for").path("held_by_name").asText());
        Map<String, JsonNode> locks = new java.util.TreeMap<>();
        json.path("locks").forEach(lock -> locks.put(lock.path("task_name").asText(), lock));
        assertEquals(
                cycle.path(1).path("waits_for").path("lock"),
                locks.get("trader").path("holds").path(0).path("lock"));
        assertTrue(locks.get("trader")
                .path("holds")
                .path(0)
                .path("at")
                .asText()
                .startsWith(getClass().getName()));
        assertEquals(
                first.path("waits_for").path("lock"),
                locks.get("feeder").path("holds").path(0).path("lock"));
        assertEquals(
                trader.getId(),
                locks.get("behind").path("waits_for").path("held_by").asLong());
        // The suspect and the two of the circle are told; nobody else.
        assertEquals(
                3,
                told().lines().filter(line -> line.contains(" TASK_DUMP_TASK ")).count(),
                told());
    }

    /** Tasks that would tell everything, were they asked. */
    private record Order(CountDownLatch begun, CountDownLatch gate) implements Runnable {
        @Override
        public void run() {
            begun.countDown();
            waitFor(gate);
        }

        @Override
        public String toString() {
            return SECRET;
        }
    }

    private static String named(ExecutorService executor) {
        return executor.getClass().getName() + '@' + Integer.toHexString(System.identityHashCode(executor));
    }

    private static List<JsonNode> of(JsonNode list, String executor) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(item -> item.path("executor").asText().equals(executor))
                .toList();
    }

    @Test
    void whatRunsAndWhatWaitsInExecutors() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(2);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(1);
        try {
            for (int i = 0; i < 10_002; i++) {
                pool.submit(new Order(begun, gate));
            }
            scheduled.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
            begun.await();
            JsonNode json = taken(request());
            // The test's own surroundings have executors too: only these two are looked at.
            List<JsonNode> ofPool = of(json.path("tasks"), named(pool));
            Map<String, Integer> kinds = new TreeMap<>();
            ofPool.forEach(task -> kinds.merge(task.path("kind").asText(), 1, Integer::sum));
            assertEquals(Map.of("thread", 2, "running_task", 2, "queued_task", 10_000), kinds);
            for (JsonNode task : ofPool) {
                if (!task.path("kind").asText().equals("thread")) {
                    assertEquals(Order.class.getName(), task.path("task_name").asText());
                }
                if (task.path("kind").asText().equals("running_task")) {
                    assertTrue(task.path("stack").toString().contains("Order.run"), task::toPrettyString);
                }
            }
            List<JsonNode> periodic = of(json.path("tasks"), named(scheduled)).stream()
                    .filter(task -> task.path("kind").asText().equals("periodic_task"))
                    .toList();
            assertEquals(1, periodic.size());
            assertEquals(getClass().getName(), periodic.get(0).path("task_name").asText());
            JsonNode told = of(json.path("executors"), named(pool)).get(0);
            assertEquals(10_000, told.path("queued").asInt(), told::toPrettyString);
            assertEquals(2, told.path("threads").asInt());
        } finally {
            gate.countDown();
            pool.shutdownNow();
            scheduled.shutdownNow();
        }
    }

    @Test
    void aQueueTooLongIsCutAndSaidSo() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            for (int i = 0; i < 30_000; i++) {
                pool.execute(new Order(begun, gate));
            }
            begun.await();
            JsonNode json = taken(request());
            assertTrue(json.path("truncated").asBoolean());
            assertTrue(json.path("total_tasks").asInt() <= 20_001);
            int queued = 0;
            for (JsonNode executor : json.path("executors")) {
                queued = Math.max(queued, executor.path("queued").asInt());
            }
            assertEquals(29_999, queued);
        } finally {
            gate.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void virtualThreadsWhereThereAreAny() throws Exception {
        if (Runtime.version().feature() < 21) {
            assertTrue(new JvmThreads(opener).virtual(10).threads().isEmpty());
            return;
        }
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(100);
        ExecutorService executor = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try {
            for (int i = 0; i < 100; i++) {
                executor.execute(new Order(begun, gate));
            }
            begun.await();
            JsonNode json = taken(request());
            int found = 0;
            for (JsonNode task : json.path("tasks")) {
                if (task.path("kind").asText().equals("virtual_thread")) {
                    String stack = task.path("stack").toString();
                    found += stack.contains("Order.run") ? 1 : 0;
                    // The JDK's own are there from the first socket on that a virtual thread waits for.
                    assertTrue(
                            stack.contains("Order.run") || stack.contains("sun.nio.ch.Poller"), task::toPrettyString);
                }
            }
            assertEquals(100, found);
        } finally {
            gate.countDown();
            executor.shutdown();
        }
    }

    /** An exception of the host's whose text cannot be had does not cost the dump. */
    @Test
    void aMessageThatFails() throws IOException {
        RuntimeException broken = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException(SECRET);
            }
        };
        long me = Thread.currentThread().getId();
        JsonNode json = taken(new DumpRequest(ID, "X", List.of(), Map.of(me, broken), Map.of()));
        assertEquals(
                "(its message cannot be had: java.lang.IllegalStateException)",
                task(json, "task_id", String.valueOf(me))
                        .path("exception")
                        .path("message")
                        .asText());
    }

    @Test
    void aFailureIsAValueAndIsTold() throws IOException {
        Files.writeString(directory.resolve(ID), "in the way");
        DumpResult result = dump.take(request());
        assertTrue(result.file().isEmpty());
        assertTrue(result.totalTasks() > 0);
        assertTrue(told().contains("CRITICAL INCIDENT_FILE_UNWRITTEN incident_id=" + ID), told());
        assertEquals("in the way", Files.readString(directory.resolve(ID)));
    }
}
