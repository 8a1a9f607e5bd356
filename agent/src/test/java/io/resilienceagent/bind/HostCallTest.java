package io.resilienceagent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.resilienceagent.guard.BoundValues;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import io.resilienceagent.policy.Argument;
import io.resilienceagent.policy.BindPath;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HostCallTest {
    private final Trader trader = new Trader();

    @Test
    void itPassesBoundValuesAndConstantsInTheTypesOfTheMethod() throws Throwable {
        assertEquals("BTCUSDT 50 true", call("this.exchange.recent", "symbol", "50", "true"));
    }

    @Test
    void aValueThatTheAskerKnowsGoesBeforeTheCallsOwn() throws Throwable {
        assertEquals("of ETHUSDT", call(name -> "ETHUSDT", "this.exchange.recent", "symbol"));
    }

    @Test
    void itPicksTheOverloadThatTakesTheArguments() throws Throwable {
        assertEquals("all", call("this.exchange.recent"));
        assertEquals("of BTCUSDT", call("this.exchange.recent", "symbol"));
    }

    @Test
    void whatTheHostThrowsIsThrown() {
        assertThrows(IOException.class, () -> call("this.exchange.down"));
    }

    @Test
    void aMethodThatIsNotThereIsTold() {
        assertEquals(
                "this.exchange.nope: " + Exchange.class.getName() + " has no method nope for 1 such arguments",
                assertThrows(UnreadableValueException.class, () -> call("this.exchange.nope", "1"))
                        .getMessage());
        assertThrows(UnreadableValueException.class, () -> call("this.nowhere.nope"));
    }

    private Object call(String path, String... arguments) throws Throwable {
        return call(name -> null, path, arguments);
    }

    private Object call(Function<String, Object> known, String path, String... arguments) throws Throwable {
        Slots slots = new Slots(Map.of("symbol", BindPath.parse("arg0")));
        List<Argument> parsed = Arrays.stream(arguments).map(Argument::parse).toList();
        HostCall call = new HostCall(BindPath.parse(path), parsed, slots, type -> {});
        List<PathReader> readers =
                slots.paths().stream().map(p -> new PathReader(p, type -> {})).toList();
        BoundValues values = new BoundValues() {
            @Override
            public Object read(int slot, Invocation judged) {
                return readers.get(slot).read(judged);
            }

            @Override
            public Object readItem(int slot, Object item) {
                throw new AssertionError("nothing is listed");
            }
        };
        return call.make(Invocation.of(values, trader, "BTCUSDT"), known);
    }

    @SuppressWarnings("unused") // read by path
    private static final class Trader {
        private final Exchange exchange = new Exchange();
        private final Exchange nowhere = null;
    }

    @SuppressWarnings("unused") // called by path
    private static final class Exchange {
        String recent() {
            return "all";
        }

        String recent(String symbol) {
            return "of " + symbol;
        }

        String recent(String symbol, int limit, boolean open) {
            return symbol + " " + limit + " " + open;
        }

        void down() throws IOException {
            throw new IOException("down");
        }
    }
}
