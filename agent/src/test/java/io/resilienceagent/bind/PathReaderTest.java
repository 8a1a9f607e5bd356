package io.resilienceagent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.BoundValues;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import io.resilienceagent.policy.BindPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathReaderTest {
    private final Order order = new Order("BTCUSDT", new Bean(), Map.of("X-Signature", "abc"), List.of("first"));

    @Test
    void everyKindOfStepIsRead() {
        assertEquals("BTCUSDT", read("arg0.symbol"));
        assertEquals("BTCUSDT", read("arg0.symbol()"));
        assertEquals("getter", read("arg0.bean.name"));
        assertEquals(true, read("arg0.bean.ready"));
        assertEquals(42, read("arg0.bean.hidden"));
        assertEquals("inherited", read("arg0.bean.base"));
        assertEquals("abc", read("arg0.headers['X-Signature']"));
        assertEquals("first", read("arg0.list[0]"));
        assertNull(read("arg0.list[7]"));
        assertEquals('b', read("arg1[1]"));
        assertEquals(this, read("this"));
        assertEquals(order, read("this.order"));
    }

    @Test
    void nothingLiesBehindNull() {
        assertNull(read("arg2.anything.at.all"));
    }

    @Test
    void aMemberThatIsNotThereIsToldWithWhatIs() {
        String told = failure("arg0.quantity");
        assertTrue(told.startsWith("arg0.quantity: 'quantity' is no member of " + Order.class.getName()), told);
        assertTrue(told.contains("symbol"), told);
    }

    @Test
    void whatCannotBeReadIsToldAndNotThrownAtTheHost() {
        assertTrue(failure("arg7").contains("the method has 3 arguments"));
        assertTrue(failure("arg0.symbol['x']").contains("needs a Map"));
        assertTrue(failure("arg0.bean.broken").contains("reading it threw java.lang.IllegalStateException: broken"));
    }

    @Test
    void oneReaderFollowsChangingClasses() {
        PathReader reader = new PathReader(BindPath.parse("return.name"), type -> {});
        assertEquals("getter", reader.read(returning(new Bean())));
        assertEquals("other", reader.read(returning(new Other("other"))));
        assertEquals("getter", reader.read(returning(new Bean())));
    }

    @Test
    void publicMembersOfHiddenClassesAreReadThroughWhatDeclaresThem() {
        PathReader reader = new PathReader(BindPath.parse("return.size"), type -> {
            throw new AssertionError("nothing needs to be opened for " + type);
        });
        assertEquals(2, reader.read(returning(List.of(1, 2))));
    }

    private Object read(String path) {
        return new PathReader(BindPath.parse(path), type -> {}).read(call());
    }

    private String failure(String path) {
        return assertThrows(UnreadableValueException.class, () -> read(path)).getMessage();
    }

    private Invocation call() {
        return Invocation.of(new Unbound(), this, order, new char[] {'a', 'b'}, null);
    }

    private static Invocation returning(Object result) {
        Invocation call = Invocation.of(new Unbound(), null);
        call.end(result, null, false);
        return call;
    }

    private record Unbound() implements BoundValues {
        @Override
        public Object read(int slot, Invocation call) {
            throw new AssertionError("no slot is read here");
        }

        @Override
        public Object readItem(int slot, Object item) {
            throw new AssertionError("no slot is read here");
        }
    }

    private record Order(String symbol, Bean bean, Map<String, String> headers, List<String> list) {}

    private record Other(String name) {}

    @SuppressWarnings("unused") // read by path
    private static class Base {
        private final String base = "inherited";
    }

    @SuppressWarnings("unused") // read by path
    private static final class Bean extends Base {
        private final int hidden = 42;

        String getName() {
            return "getter";
        }

        boolean isReady() {
            return hidden == 42;
        }

        String broken() {
            throw new IllegalStateException("broken");
        }
    }
}
