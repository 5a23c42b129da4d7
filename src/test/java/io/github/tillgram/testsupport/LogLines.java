package io.github.tillgram.testsupport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jboss.logmanager.ExtLogRecord;

/** What the whole process logs between opening and closing. */
public final class LogLines implements AutoCloseable {

  private final List<ExtLogRecord> records = new CopyOnWriteArrayList<>();
  private final Handler handler = new Recorder();

  private LogLines() {}

  public static LogLines record() {
    LogLines lines = new LogLines();
    root().addHandler(lines.handler);
    return lines;
  }

  /** Everything of every record: message, fields and whatever was thrown, causes included. */
  public String text() {
    return records.stream().map(LogLines::whole).collect(Collectors.joining("\n"));
  }

  /** The records that carry a stack trace. */
  public List<String> withStackTrace() {
    return records.stream()
        .filter(record -> record.getThrown() != null)
        .map(LogLines::whole)
        .toList();
  }

  @Override
  public void close() {
    root().removeHandler(handler);
  }

  private static String whole(ExtLogRecord line) {
    StringBuilder text = new StringBuilder();
    text.append(line.getLevel()).append(' ').append(line.getLoggerName()).append(' ');
    text.append(line.getFormattedMessage()).append(' ').append(line.getMdcCopy());
    for (Throwable cause = line.getThrown(); cause != null; cause = cause.getCause()) {
      text.append('\n').append(cause);
    }
    return text.toString();
  }

  private static Logger root() {
    return Logger.getLogger("");
  }

  private final class Recorder extends Handler {

    @Override
    public void publish(LogRecord line) {
      ExtLogRecord record = ExtLogRecord.wrap(line);
      record.copyMdc();
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
