package org.backplane.test;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged below a logger of Backplane, from the making of this until it is closed. Thread-safe. */
public final class RecordedLog implements AutoCloseable {

    private final ConcurrentLinkedQueue<LogRecord> records = new ConcurrentLinkedQueue<>();
    private final Logger logger;
    private final Handler recording = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** @param name a class or a package */
    public RecordedLog(String name) {
        this.logger = Logger.getLogger(name);
        logger.addHandler(recording);
    }

    /** The lines that ask for attention, without stack traces. */
    public List<String> warnings() {
        SimpleFormatter formatter = new SimpleFormatter();
        return records.stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(formatter::formatMessage)
                .toList();
    }

    /** What was thrown, as far as it was logged. */
    public List<Throwable> thrown() {
        return records.stream()
                .map(LogRecord::getThrown)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    @Override
    public void close() {
        logger.removeHandler(recording);
    }
}
