package com.example.marketbot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Follows the momentum: buys what closed a candle clearly higher, sells what closed it clearly lower. It looks at
 * nothing but the message in its hands and the seed, so the same prices always lead to the same trades.
 */
public final class Strategy {
    private static final BigDecimal THRESHOLD = new BigDecimal("0.0010");
    private static final double LEAST_EDGE = -0.0002;
    private static final double MOST_EDGE = 0.0006;
    private static final int QUANTITY_DECIMALS = 8;
    private static final int PRICE_DECIMALS = 2;

    /** What a trade of full confidence is worth having of each market. */
    private static final Map<String, BigDecimal> FULL_SIZE =
            Map.of("BTCUSDT", new BigDecimal("0.02"), "ETHUSDT", new BigDecimal("0.3"));

    private final String runId;
    private final long noise;

    /**
     * @param runId begins the id of every signal, so that two runs never share one
     * @param seed the run's seed
     * @param salt 0, or anything else to trade other sizes than the runs before with the same seed
     */
    public Strategy(String runId, long seed, long salt) {
        this.runId = runId;
        this.noise = new SplittableRandom(seed).nextLong() ^ salt;
    }

    /** What to trade after this message. */
    public List<Signal> signals(MarketUpdate update) {
        List<Signal> signals = new ArrayList<>();
        for (Quote quote : update.quotes()) {
            BigDecimal momentum =
                    quote.last().divide(quote.open(), MathContext.DECIMAL64).subtract(BigDecimal.ONE);
            if (quote.closed() && momentum.abs().compareTo(THRESHOLD) > 0) {
                signals.add(signal(update.sequence(), quote, momentum.signum() > 0 ? Side.BUY : Side.SELL));
            }
        }
        return signals;
    }

    private Signal signal(long sequence, Quote quote, Side side) {
        SplittableRandom model =
                new SplittableRandom(noise ^ (sequence << 32) ^ quote.symbol().hashCode());
        double confidence = model.nextDouble(0.5, 1.0);
        double edge = model.nextDouble(LEAST_EDGE, MOST_EDGE);
        BigDecimal quantity = FULL_SIZE
                .get(quote.symbol())
                .multiply(BigDecimal.valueOf(confidence))
                .setScale(QUANTITY_DECIMALS, RoundingMode.DOWN);
        // A positive edge pays a little more than the last price to be filled at once, a negative one waits for it.
        BigDecimal factor = BigDecimal.valueOf(side == Side.BUY ? 1 + edge : 1 - edge);
        BigDecimal price = quote.last().multiply(factor).setScale(PRICE_DECIMALS, RoundingMode.HALF_UP);
        return new Signal(id(sequence, quote.symbol()), quote.symbol(), side, quantity, price);
    }

    private String id(long sequence, String symbol) {
        return runId + "-" + sequence + "-" + symbol;
    }
}
