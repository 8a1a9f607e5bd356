package io.resilienceagent.order;

import java.io.IOException;
import java.nio.file.Path;

/** The order journal cannot be used; the message names the file, what is wrong and what to do. */
public final class OrderJournalException extends IOException {
    OrderJournalException(Path file, String problem) {
        super(file + ": " + problem);
    }

    OrderJournalException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
