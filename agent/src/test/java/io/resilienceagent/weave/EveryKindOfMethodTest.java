package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.CallDeniedException;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each kind of method that a Java compiler writes is guarded, and what a class file tells of it beside its code stays. */
class EveryKindOfMethodTest extends DispatchFixture {
    private static final String HERE = EveryKindOfMethodTest.class.getName() + "$";

    /** Says where it stood. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Marked {
        String value();
    }

    /** With a body of its own. */
    interface Greeter {
        String name();

        default String greet() {
            return "hello " + polite();
        }

        private String polite() {
            return "dear " + name();
        }

        static int count(int... numbers) {
            return numbers.length;
        }
    }

    record Named(String name) implements Greeter {}

    /** Each constant may be a class of its own. */
    enum Side {
        BUY {
            @Override
            int sign() {
                return 1;
            }
        },
        SELL {
            @Override
            int sign() {
                return -1;
            }
        };

        abstract int sign();
    }

    /** Has what reflection, debuggers and stack traces ask for. */
    static class Told {
        private final Object lock = new Object();

        @Marked("method")
        synchronized <T extends Number> Map<String, T> typed(@Marked("parameter") T first, List<? super T> others)
                throws IOException {
            return Map.of(String.valueOf(others.size()), first);
        }

        int throwing(int depth) {
            int here = new Throwable().getStackTrace()[0].getLineNumber();
            if (depth > 0) {
                throw new IllegalStateException(Integer.toString(here));
            }
            return here;
        }

        int locked(int[] numbers) {
            synchronized (lock) {
                int sum = 0;
                for (int number : numbers) {
                    sum += number;
                }
                return Thread.holdsLock(lock) ? sum : -1;
            }
        }

        boolean isFree() {
            return !Thread.holdsLock(lock);
        }

        Supplier<String> later(String word) {
            return () -> word + word;
        }

        double[][] grid(byte rows, char columns, short of, float by) {
            return new double[rows][columns - 'a' + of - (int) by];
        }
    }

    @Test
    void methodsOfInterfaces() {
        rig.joinPoint("greet", HERE + "Greeter#greet", guard("greet"))
                .joinPoint("polite", HERE + "Greeter#polite", guard("polite"))
                .joinPoint("count", HERE + "Greeter#count", guard("count"))
                .inForce();
        assertEquals("hello dear Ann", new Named("Ann").greet());
        assertEquals(2, Greeter.count(5, 6));
        assertEquals(
                List.of(
                        "greet before",
                        "polite before",
                        "polite after dear Ann",
                        "greet after hello dear Ann",
                        "count before",
                        "count after 2"),
                told);
    }

    @Test
    void methodsOfRecordsAndEnumerations() {
        rig.joinPoint("name", HERE + "Named#name", guard("name"))
                .joinPoint("sign", HERE + "Side+#sign", guard("sign"))
                .inForce();
        assertEquals("Bob", new Named("Bob").name());
        assertEquals(-1, Side.SELL.sign());
        assertEquals(List.of("name before", "name after Bob", "sign before", "sign after -1"), told);
    }

    @Test
    void bodiesOfLambdas() {
        rig.joinPoint("lambda", HERE + "Told#lambda$later*", guard("lambda")).inForce();
        Supplier<String> later = new Told().later("go");
        assertEquals(List.of(), told);
        assertEquals("gogo", later.get());
        assertEquals(List.of("lambda before", "lambda after gogo"), told);
    }

    /** A coverage tool's own method is one of those: to deny it ends in a BootstrapMethodError for the host. */
    @Test
    void aStarMeansNoMethodThatTheSourceDoesNotShow() {
        rig.joinPoint("all", HERE + "Told#*", guard("all")).inForce();
        assertEquals("gogo", new Told().later("go").get());
        assertEquals(
                List.of("all before", "all after"),
                told.stream().map(line -> line.replaceFirst("(after).*", "$1")).toList());
    }

    @Test
    void monitorsAreGivenBackInWhateverWayItEnds() {
        rig.joinPoint("locked", HERE + "Told#locked", guard("locked")).inForce();
        Told host = new Told();
        assertEquals(6, host.locked(new int[] {1, 2, 3}));
        assertThrows(NullPointerException.class, () -> host.locked(null));
        assertTrue(host.isFree());
    }

    @Test
    void smallTypesAndArraysOfArrays() {
        rig.joinPoint(
                        "grid",
                        HERE + "Told#grid",
                        ending(call ->
                                assertArrayEquals(new Object[] {(byte) 2, 'c', (short) 3, 1.5f}, call.arguments())))
                .inForce();
        double[][] grid = new Told().grid((byte) 2, 'c', (short) 3, 1.5f);
        assertEquals(2, grid.length);
        assertEquals(4, grid[0].length);
    }

    @Test
    void aDenialOfEachLeavesTheBodyOut() {
        rig.joinPoint("all", HERE + "Told#*", denying("NO")).inForce();
        Told host = new Told();
        assertThrows(CallDeniedException.class, () -> host.locked(null));
        assertThrows(CallDeniedException.class, () -> host.grid((byte) -1, 'a', (short) 0, 0));
        assertThrows(CallDeniedException.class, () -> host.typed(1, List.of()));
    }

    @Test
    void aStackTraceNamesTheLine() {
        rig.joinPoint("outer", HERE + "Told#throwing", guard("outer"))
                .joinPoint("inner", HERE + "Told#throwing", guard("inner"))
                .inForce();
        Told host = new Told();
        int here = host.throwing(0);
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> host.throwing(1));
        assertEquals(Integer.toString(here), thrown.getMessage());
        assertEquals("throwing", thrown.getStackTrace()[0].getMethodName());
        assertEquals(here + 2, thrown.getStackTrace()[0].getLineNumber());
        assertEquals(8, told.size());
    }

    @Test
    void whatReflectionTellsStays() throws NoSuchMethodException {
        rig.joinPoint("typed", HERE + "Told#typed", guard("typed")).inForce();
        Method typed = Told.class.getDeclaredMethod("typed", Number.class, List.class);
        assertEquals("method", typed.getAnnotation(Marked.class).value());
        assertEquals(
                "parameter",
                assertInstanceOf(Marked.class, typed.getParameterAnnotations()[0][0])
                        .value());
        assertEquals(
                "java.util.Map<java.lang.String, T>",
                typed.getGenericReturnType().toString());
        assertEquals("java.util.List<? super T>", typed.getGenericParameterTypes()[1].toString());
        assertEquals(List.of(IOException.class), List.of(typed.getExceptionTypes()));
        assertTrue(typed.toString().contains("synchronized"));
    }
}
