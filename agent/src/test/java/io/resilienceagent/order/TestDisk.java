package io.resilienceagent.order;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The real disk, with trouble on demand: full, failing to force, and a look at it before each step. */
final class TestDisk implements JournalDisk {
    private final JournalDisk real = new LocalDisk();
    final AtomicInteger forces = new AtomicInteger();
    volatile boolean full;
    volatile boolean readOnly;
    volatile boolean hidden;
    volatile boolean cannotTruncate;
    volatile boolean cannotForce;
    volatile boolean cannotForceDirectory;
    volatile Consumer<String> beforeStep = step -> {};

    @Override
    public void directory(Path directory) throws IOException {
        real.directory(directory);
    }

    @Override
    public boolean exists(Path file) throws IOException {
        refuseIf(hidden, "Permission denied");
        return real.exists(file);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return real.read(file);
    }

    @Override
    public JournalFile create(Path file) throws IOException {
        step("create");
        refuseIf(readOnly, "Read-only file system");
        return new Failing(real.create(file));
    }

    @Override
    public JournalFile open(Path file) throws IOException {
        refuseIf(readOnly, "Read-only file system");
        return new Failing(real.open(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step("rename");
        real.rename(from, to);
        step("renamed");
    }

    @Override
    public void delete(Path file) throws IOException {
        real.delete(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        step("force directory");
        refuseIf(cannotForceDirectory, "Input/output error");
        real.forceDirectory(directory);
    }

    private void step(String name) {
        beforeStep.accept(name);
    }

    private static void refuseIf(boolean trouble, String message) throws IOException {
        if (trouble) {
            throw new IOException(message);
        }
    }

    private final class Failing implements JournalFile {
        private final JournalFile file;

        Failing(JournalFile file) {
            this.file = file;
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            step("append");
            if (full) {
                file.append(Arrays.copyOf(bytes, bytes.length / 2));
                throw new IOException("No space left on device");
            }
            file.append(bytes);
        }

        @Override
        public void force() throws IOException {
            step("force");
            forces.incrementAndGet();
            refuseIf(cannotForce, "Input/output error");
            file.force();
        }

        @Override
        public void truncate(long length) throws IOException {
            refuseIf(cannotTruncate, "Input/output error");
            file.truncate(length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
