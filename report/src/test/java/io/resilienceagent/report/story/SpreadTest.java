package io.resilienceagent.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers in bounded memory, held against the same numbers in unbounded memory. */
class SpreadTest {
    @Test
    void percentilesAreWithinOnePercent() {
        Random random = new Random(11);
        Percentiles percentiles = new Percentiles();
        long[] all = new long[50_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (long) Math.exp(random.nextDouble() * 25);
            percentiles.add(all[i]);
        }
        Arrays.sort(all);
        for (double share : new double[] {0.01, 0.5, 0.95, 0.99, 0.999, 1}) {
            long exact = all[(int) Math.ceil(share * all.length) - 1];
            long told = percentiles.at(share);
            assertTrue(told >= exact && told <= exact * 1.01 + 1, () -> share + ": " + told + " for " + exact);
        }
        assertEquals(all[all.length - 1], percentiles.max());
        assertEquals(0, new Percentiles().at(0.5));
    }

    @Test
    void aSeriesLosesNothingWhenItWidens() {
        Random random = new Random(12);
        Series series = new Series();
        double sum = 0;
        double most = 0;
        long begin = 1_700_000_000_000_000_000L;
        for (int i = 0; i < 10_000; i++) {
            double value = random.nextDouble();
            series.add(
                    begin + (long) (random.nextDouble() * 1e9 * (i < 5000 ? 10 : 100_000)) - (i % 7) * 1_000_000_000L,
                    value);
            sum += value;
            most = Math.max(most, value);
        }
        double told = 0;
        double highest = 0;
        long count = 0;
        for (int i = 0; i < Series.SLOTS; i++) {
            told += series.sum(i);
            count += series.count(i);
            highest = Math.max(highest, series.max(i));
        }
        assertEquals(sum, told, 1e-6);
        assertEquals(most, highest);
        assertEquals(10_000, count);
    }

    @Test
    void aTimeFarAwayIsNoEndlessLoop() {
        Series series = new Series();
        series.add(1L << 61, 1);
        series.add(0, 2);
        series.add((1L << 61) - 300_000_000_000_000_000L, 3);
        double sum = 0;
        for (int i = 0; i < Series.SLOTS; i++) {
            sum += series.sum(i);
        }
        assertEquals(4, sum);
    }

    @Test
    void samplesAreThinnedEvenly() {
        Samples samples = new Samples();
        int loop = samples.push(samples.push(Samples.ROOT, "a.Main.run"), "a.Loop.tick");
        int other = samples.push(samples.push(Samples.ROOT, "a.Main.run"), "a.Loop.other");
        int total = 5_000_000;
        for (int i = 0; i < total; i++) {
            samples.add(i, "Loop", i % 3 == 0 ? other : loop);
        }
        Flame flame = Flame.of(samples, samples.between("Loop", 0, total));
        assertEquals(total, flame.count() * (double) samples.stride(), samples.stride() * 2.0);
        Flame main = flame.calls().get(0);
        assertEquals("a.Main.run", main.name());
        assertEquals(2, main.calls().size());
        assertEquals(2.0 / 3, (double) main.calls().get(0).count() / main.count(), 0.01);
        assertEquals(2, flame.depth());
    }
}
