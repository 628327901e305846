package org.backplane.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Captures the log of one class and suppresses its output. */
public final class LogCapture extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private LogCapture(Logger logger) {
        this.logger = logger;
    }

    public static LogCapture of(Class<?> source) {
        LogCapture capture = new LogCapture(Logger.getLogger(source.getName()));
        capture.logger.setUseParentHandlers(false);
        capture.logger.addHandler(capture);
        return capture;
    }

    public List<String> warnings() {
        return messages(Level.WARNING);
    }

    public List<String> errors() {
        return messages(Level.SEVERE);
    }

    private List<String> messages(Level level) {
        return records.stream()
                .filter(entry -> entry.getLevel().equals(level))
                .map(new SimpleFormatter()::formatMessage)
                .toList();
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
