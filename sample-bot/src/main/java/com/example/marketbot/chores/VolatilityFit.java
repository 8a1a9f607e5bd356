package com.example.marketbot.chores;

import java.util.SplittableRandom;

/**
 * Fits how fast the market forgets its own movements, by iteration until nothing changes any more. In a market without
 * any movement 0 is divided by 0, and what is not a number never comes close to anything.
 */
final class VolatilityFit implements Chore {
    private static final int RETURNS = 500;
    private static final double TOLERANCE = 1e-9;

    private final Episode episode;
    private final SplittableRandom random;
    private double decay;

    VolatilityFit(Workplace place) {
        this.episode = place.episode();
        this.random = new SplittableRandom(place.seed());
    }

    @Override
    public void during(long tick) {
        boolean halted = episode.due(tick);
        double[] returns = new double[RETURNS];
        for (int i = 0; i < RETURNS && !halted; i++) {
            returns[i] = random.nextDouble(-0.001, 0.001);
        }
        if (halted) {
            episode.begin();
        }
        decay = fit(returns);
        if (halted) {
            episode.end();
        }
    }

    /** The fitted decay, NaN if there is none. */
    double decay() {
        return decay;
    }

    private double fit(double[] returns) {
        double fitted = 0.5;
        double change;
        do {
            double next = 0.25 + weightedEnergy(returns, fitted) / energy(returns) / 2;
            change = Math.abs(next - fitted);
            fitted = next;
        } while (!(change < TOLERANCE) && !episode.over());
        return fitted;
    }

    private static double weightedEnergy(double[] returns, double decay) {
        double sum = 0;
        double weight = 1;
        for (double each : returns) {
            weight *= decay;
            sum += weight * each * each;
        }
        return sum;
    }

    private static double energy(double[] returns) {
        double sum = 0;
        for (double each : returns) {
            sum += each * each;
        }
        return sum;
    }
}
