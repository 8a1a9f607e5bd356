package io.resilienceagent.chaos;

/**
 * Which keys of this instance an experiment reaches. Whoever is in at 10 percent is in at 20 too, at each experiment and
 * after each restart: the hash knows neither seed nor time.
 *
 * @param instance by what this process is told from others
 * @param share of all pairs of instance and key, from 0 to 1
 */
record Rollout(String instance, double share) {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    /** @param key of the call; empty where its join point has none, and then the instance decides for all calls */
    boolean includes(String key) {
        return share >= 1 || Dice.fraction(Dice.mixed(hash(hash(OFFSET, instance) * PRIME, key))) < share;
    }

    /** FNV-1a over the characters: the same in each JVM. */
    private static long hash(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }
}
