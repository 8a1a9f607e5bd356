package io.resilienceagent.host;

import io.resilienceagent.host.Bound.Bean;
import io.resilienceagent.host.Bound.Heir;
import io.resilienceagent.host.Bound.Hidden;
import io.resilienceagent.host.Bound.Instrument;
import io.resilienceagent.host.Bound.Side;
import io.resilienceagent.host.Bound.Ticket;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Calls each method with one value twice and then with another: a limit per value tells which values were read. */
public final class BindingHost {
    private static final Bound BOUND = new Bound("main");

    private BindingHost() {}

    public static void main(String[] arguments) {
        keys();
        numbers();
    }

    private static void keys() {
        twiceThenOther("component", () -> BOUND.component(ticket("A")), () -> BOUND.component(ticket("B")));
        twiceThenOther("nested", () -> BOUND.nested(ticket("A")), () -> BOUND.nested(ticket("B")));
        twiceThenOther("method", () -> BOUND.method(ticket("A")), () -> BOUND.method(ticket("B")));
        twiceThenOther("getter", () -> BOUND.getter(new Bean("A", true)), () -> BOUND.getter(new Bean("B", true)));
        twiceThenOther(
                "isGetter", () -> BOUND.isGetter(new Bean("A", true)), () -> BOUND.isGetter(new Bean("A", false)));
        twiceThenOther("field", () -> BOUND.field(new Hidden("A")), () -> BOUND.field(new Heir("B")));
        twiceThenOther("key", () -> BOUND.key(Map.of("X-Key", "A")), () -> BOUND.key(Map.of("X-Key", "B")));
        twiceThenOther("index", () -> BOUND.index(List.of("", "A")), () -> BOUND.index(List.of("", "B")));
        twiceThenOther("array", () -> BOUND.array("", "A"), () -> BOUND.array("", "B"));
        twiceThenOther("constant", () -> BOUND.constant(Side.BUY), () -> BOUND.constant(Side.SELL));
        twiceThenOther("self", BOUND::self, () -> new Bound("other").self());
        twiceThenOther("still", () -> Bound.still("A"), () -> Bound.still("B"));
    }

    private static void numbers() {
        Tell.about("decimal.10", () -> BOUND.decimal("A", Side.BUY, new BigDecimal("10.00")));
        Tell.about("decimal.11", () -> BOUND.decimal("A", Side.BUY, new BigDecimal("10.01")));
        Tell.about("floating.10", () -> BOUND.floating("A", Side.BUY, 10.0));
        Tell.about("floating.11", () -> BOUND.floating("A", Side.BUY, 10.01));
        Tell.about("floating.nan", () -> BOUND.floating("A", Side.BUY, Double.NaN));
        Tell.about("whole.10", () -> BOUND.whole("A", Side.BUY, 10L));
        Tell.about("whole.11", () -> BOUND.whole("A", Side.BUY, 11L));
        Tell.about("text.10", () -> BOUND.text("A", Side.BUY, "1e1"));
        Tell.about("text.11", () -> BOUND.text("A", Side.BUY, " 10.01 "));
        Tell.about("text.word", () -> BOUND.text("A", Side.BUY, "ten"));
    }

    private static Ticket ticket(String symbol) {
        return new Ticket(symbol, new Instrument(symbol));
    }

    private static void twiceThenOther(String name, Callable<?> one, Callable<?> other) {
        Tell.about(name + ".1", one);
        Tell.about(name + ".2", one);
        Tell.about(name + ".other", other);
    }
}
