package io.github.tillgram.observability;

import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Lets the {@link LogKeys} be fields of the line itself. The formatter that comes with Quarkus puts
 * them into an object of their own, where a log store has to be told to look.
 */
@ApplicationScoped
class FlatJsonLog {

  private static final int BEFORE_ANYTHING_IS_LOGGED = 0;

  void install(@Observes @Priority(BEFORE_ANYTHING_IS_LOGGED) StartupEvent event) {
    replaceIn(Logger.getLogger("").getHandlers());
  }

  private static void replaceIn(Handler... handlers) {
    for (Handler handler : handlers) {
      if (handler.getFormatter() instanceof JsonFormatter) {
        handler.setFormatter(new Formatter());
      }
      if (handler instanceof ExtHandler) {
        replaceIn(((ExtHandler) handler).getHandlers());
      }
    }
  }

  private static final class Formatter extends JsonFormatter {

    /** What says the same in each line of a process, or nothing to whoever reads it. */
    Formatter() {
      setExcludedKeys(
          Set.of("hostName", "loggerClassName", "mdc", "ndc", "processId", "processName"));
    }

    @Override
    protected void after(Generator line, ExtLogRecord record) throws Exception {
      super.after(line, record);
      for (Map.Entry<String, String> field : record.getMdcCopy().entrySet()) {
        line.add(field.getKey(), field.getValue());
      }
    }
  }
}
