package io.resilienceagent.cause;

/** A short-lived thread that really does what a detector is to recognise. Ends when it is closed. */
final class Patient implements AutoCloseable {
    /** What the thread does; may end with any exception once the patient is closed. */
    interface Illness {
        void suffer() throws Exception;
    }

    private final Thread thread;
    private final AutoCloseable cure;

    /** @param cure ends what an interrupt does not end */
    Patient(String name, Illness illness, AutoCloseable cure) {
        this.cure = cure;
        this.thread = new Thread(
                () -> {
                    try {
                        illness.suffer();
                    } catch (Exception cured) {
                        Thread.currentThread().interrupt();
                    }
                },
                "resilience-check-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            cure.close();
        } catch (Exception gone) {
            thread.interrupt();
        }
    }
}
