package io.resilienceagent.policy;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Bounds orders; what is empty is not bounded, what is zero lets nothing pass.
 *
 * @param maxQuantity the greatest quantity of one order
 * @param maxNotional the greatest quantity times price of one order
 * @param maxQuantityPerDay the greatest sum of quantities of a symbol and a day (UTC)
 * @param maxNotionalPerDay the greatest sum of notionals of a day (UTC)
 * @param priceBand how far a price may be from the last seen one
 * @param quantityDecimals the most decimals of a quantity
 * @param priceDecimals the most decimals of a price
 */
@Section(
        doc = "Bounds single orders and whole days. A bound that is absent does not hold; zero lets nothing pass.",
        atLeastOneOf = {
            "max_quantity",
            "max_notional",
            "max_quantity_per_day",
            "max_notional_per_day",
            "price_band",
            "quantity_decimals",
            "price_decimals"
        })
public record LimitsRule(
        @Key(doc = "the greatest quantity of one order", min = 0)
        Optional<BigDecimal> maxQuantity,

        @Key(doc = "the greatest quantity times price of one order", min = 0)
        Optional<BigDecimal> maxNotional,

        @Key(doc = "the greatest sum of quantities of one symbol in a day (UTC)", min = 0)
        Optional<BigDecimal> maxQuantityPerDay,

        @Key(doc = "the greatest sum of quantity times price in a day (UTC)", min = 0)
        Optional<BigDecimal> maxNotionalPerDay,

        @Key(doc = "how far, in percent, a price may be from the last seen one")
        Optional<Percent> priceBand,

        @Key(doc = "the most decimals of a quantity", min = 0, max = 30)
        Optional<Integer> quantityDecimals,

        @Key(doc = "the most decimals of a price", min = 0, max = 30)
        Optional<Integer> priceDecimals)
        implements GuardSettings {}
