package io.resilienceagent.policy;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What a file held when it was read. Two checksums of different polynomials, not a cryptographic digest: nobody gains by
 * forging one, and loading a digest's provider would take longer than reading the policy.
 *
 * @param length in bytes
 * @param sum both checksums
 */
public record Fingerprint(int length, long sum) {
    /** By hand: the JVM links a record's own when it is first asked, which takes longer than reading the file. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint print && print.length == length && print.sum == sum;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sum);
    }

    static Fingerprint of(byte[] content) {
        CRC32 one = new CRC32();
        one.update(content);
        CRC32C other = new CRC32C();
        other.update(content);
        return new Fingerprint(content.length, one.getValue() << 32 | other.getValue());
    }
}
