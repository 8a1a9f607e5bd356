package io.resilienceagent.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the calls of a join point tell about the account.
 *
 * @param positions the holdings by asset
 * @param openOrders the account's open orders, all of them (of the scope)
 * @param orders the account's orders, open and finished, all of them (of the scope)
 * @param price the last seen price
 * @param symbol the scope of the answer; without it the answer is about the whole account
 * @param item how one listed order is read; the names that the policy leaves out keep their defaults
 */
@Section(
        doc = "What the calls of a join point tell about the account.",
        atLeastOneOf = {"positions", "open_orders", "orders", "price"})
public record Observe(
        @Key(doc = "the holdings, a map or list by asset, as `return.free`")
        Optional<BindPath> positions,

        @Key(doc = "a complete list of the open orders, as `return`")
        Optional<BindPath> openOrders,

        @Key(
                doc =
                        "a complete list of the orders, open and finished, as `return`; an unknown order that is not in it was never placed")
        Optional<BindPath> orders,

        @Key(doc = "the last seen price, as `return.last` or `arg0.price`")
        Optional<BindPath> price,

        @Key(doc = "the symbol that the answer is about, as `arg0`; absent: the whole account")
        Optional<BindPath> symbol,

        @Key(
                doc =
                        "how one listed order is read; paths start at the members of the order itself, and names left out keep their defaults",
                unset = Observe.DEFAULT_ITEM)
        Map<String, BindPath> item) {
    static final String DEFAULT_ITEM = "{id: orderId, symbol: symbol, side: side, quantity: quantity, price: price}";

    /** Fills in the default paths of an item and keeps the order. */
    public Observe {
        Map<String, BindPath> filled = new LinkedHashMap<>();
        filled.put("id", BindPath.parse("orderId"));
        for (String name : new String[] {"symbol", "side", "quantity", "price"}) {
            filled.put(name, BindPath.parse(name));
        }
        filled.putAll(item);
        item = Collections.unmodifiableMap(filled);
    }
}
