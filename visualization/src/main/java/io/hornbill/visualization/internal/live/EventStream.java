package io.hornbill.visualization.internal.live;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one open page is told: everything at first, then what has changed, as server-sent events. It
 * occupies the thread that made it, so that a page that does not read holds up nobody else.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class EventStream {
  private static final long BETWEEN_MILLIS = 250;
  private static final long HEARTBEAT_MILLIS = 10_000;
  private static final long SLOWEST_MILLIS = 15_000;

  private final Runs runs;
  private final HttpExchange exchange;
  private final Map<Integer, Run.Seen> seen = new HashMap<>();
  private List<Integer> present = List.of();
  private final Thread thread = Thread.currentThread();
  private volatile long writingSince;
  private volatile boolean closed;

  EventStream(Runs runs, HttpExchange exchange) {
    this.runs = runs;
    this.exchange = exchange;
  }

  /** Writes until the page or the server is closed. */
  void run() {
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      write(out, "retry: 1000\n\n");
      long last = System.currentTimeMillis();
      boolean first = true;
      while (!closed) {
        if (first || isBehind()) {
          write(out, "data: " + news() + "\n\n");
          last = System.currentTimeMillis();
          first = false;
        } else if (System.currentTimeMillis() - last > HEARTBEAT_MILLIS) {
          write(out, ":\n\n");
          last = System.currentTimeMillis();
        }
        Thread.sleep(BETWEEN_MILLIS);
      }
    } catch (IOException e) {
      // The page is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(OutputStream out, String text) throws IOException {
    writingSince = System.currentTimeMillis();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    writingSince = 0;
  }

  private boolean isBehind() {
    List<Run> all = runs.all();
    return !all.stream().map(Run::id).toList().equals(present)
        || all.stream().anyMatch(run -> seenOf(run).isBehind(run));
  }

  private Run.Seen seenOf(Run run) {
    return seen.computeIfAbsent(run.id(), id -> new Run.Seen());
  }

  private String news() {
    List<Run> all = runs.all();
    List<Integer> ids = new ArrayList<>();
    all.forEach(run -> ids.add(run.id()));
    seen.keySet().retainAll(ids);
    present = ids;
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("present");
          for (int id : ids) {
            json.writeNumber(id);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("runs");
          for (Run run : all) {
            if (seenOf(run).isBehind(run)) {
              run.write(json, seenOf(run));
            }
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Whether the page has not taken anything for too long. */
  boolean isStuck() {
    long since = writingSince;
    return since != 0 && System.currentTimeMillis() - since > SLOWEST_MILLIS;
  }

  /** Ends the stream from another thread; an interrupt closes the connection even in a write. */
  void close() {
    closed = true;
    thread.interrupt();
  }
}
