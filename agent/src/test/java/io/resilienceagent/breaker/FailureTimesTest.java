package io.resilienceagent.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTimesTest {
    /** Against the plain meaning of the words, with reloads that change the number in between. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void meansWhatItSays(long seed) {
        Random random = new Random(seed);
        FailureTimes ring = new FailureTimes();
        List<Long> all = new ArrayList<>();
        int most = 3;
        int kept = 0;
        long now = Long.MAX_VALUE - 500;
        for (int i = 0; i < 5000; i++) {
            if (random.nextInt(50) == 0) {
                most = 1 + random.nextInt(8);
            }
            now += random.nextInt(20);
            long within = random.nextInt(80);
            all.add(now);
            kept = Math.min(most, Math.min(kept, most) + 1);
            long oldest = all.get(all.size() - kept);
            assertEquals(kept == most && now - oldest <= within, ring.add(now, most, within), "at " + i);
            long time = now;
            long recent = all.subList(all.size() - kept, all.size()).stream()
                    .filter(each -> time - each <= within)
                    .count();
            assertEquals(recent, ring.count(now, within));
        }
    }
}
