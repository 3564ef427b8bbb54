package io.hornbill.visualization.internal.live;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of one training. For any number of threads. */
public final class Run {
  /** What has become of a run. */
  public enum Status {
    RUNNING,
    ENDED,
    FAILED
  }

  private static final int MOST_CURVES = 100;
  private static final int LONGEST_NAME = 100;

  private final int id;
  private final String name;
  private final long begun = System.currentTimeMillis();
  private final Map<String, Series> curves = new LinkedHashMap<>();
  private final Map<String, Number> facts = new LinkedHashMap<>();
  private Status status = Status.RUNNING;
  private long changes = 1;
  private int epoch = -1;
  private @Nullable Supplier<String> picture;
  private @Nullable String summary;
  private List<WeightBins> weights = List.of();
  private int weightsVersion;
  private boolean weightsWanted;

  Run(int id, String name) {
    this.id = id;
    this.name = shortened(name);
  }

  static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_NAME
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_NAME));
  }

  int id() {
    return id;
  }

  String name() {
    return name;
  }

  // What trainings tell.

  /** Adds a point to the curve over batches of a number. */
  public synchronized void addBatch(String metric, double batch, double value) {
    add("batch/" + metric, batch, value);
  }

  /** Adds a point to the curve over epochs of a number. */
  public synchronized void addEpoch(String metric, int number, double value) {
    epoch = Math.max(epoch, number);
    add("epoch/" + metric, number + 1.0, value);
  }

  private void add(String curve, double x, double y) {
    String key = shortened(curve);
    Series series = curves.get(key);
    if (series == null && curves.size() < MOST_CURVES) {
      series = new Series();
      curves.put(key, series);
    }
    if (series != null) {
      series.add(x, y);
      changes++;
    }
  }

  /** Sets a number of the present moment. */
  public synchronized void fact(String key, Number value) {
    facts.put(key, value);
    changes++;
  }

  /** Says how the model looks; the picture is made when it is asked for. */
  public synchronized void model(@Nullable Supplier<String> svg, @Nullable String table) {
    picture = svg;
    summary = table;
    changes++;
  }

  /** Ends the run. */
  public synchronized void end(Status how) {
    status = how;
    facts.put("seconds", (System.currentTimeMillis() - begun) / 1000);
    facts.remove("secondsLeft");
    changes++;
  }

  /** Whether the page has asked for the weights since they were given last. */
  public synchronized boolean wantsWeights() {
    return weightsWanted && status == Status.RUNNING;
  }

  /** Gives how the weights are distributed. */
  public synchronized void weights(List<WeightBins> bins) {
    weights = bins;
    weightsVersion++;
    weightsWanted = false;
    changes++;
  }

  // What pages ask.

  synchronized long changes() {
    return changes;
  }

  synchronized boolean isRunning() {
    return status == Status.RUNNING;
  }

  /** The number of the last epoch, from 0; -1 before the first. */
  synchronized int epoch() {
    return epoch;
  }

  synchronized @Nullable String summary() {
    return summary;
  }

  /** The picture is made outside of the lock, as that takes its time. */
  @Nullable String svg() {
    Supplier<String> known;
    synchronized (this) {
      known = picture;
    }
    return known == null ? null : known.get();
  }

  synchronized void wantWeights() {
    weightsWanted = true;
  }

  synchronized void writeWeights(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (WeightBins one : weights) {
      one.write(json);
    }
    json.writeEndArray();
  }

  /** Writes what has changed since someone looked last, and notes that he knows it now. */
  synchronized void write(JsonGenerator json, Seen seen) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("name", name);
    json.writeStringField("status", status.name().toLowerCase(java.util.Locale.ROOT));
    json.writeNumberField("begun", begun);
    json.writeBooleanField("hasModel", picture != null || summary != null);
    json.writeNumberField("weights", weightsVersion);
    json.writeObjectFieldStart("facts");
    for (Map.Entry<String, Number> fact : facts.entrySet()) {
      json.writeFieldName(fact.getKey());
      Json.number(json, fact.getValue().doubleValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("curves");
    for (Map.Entry<String, Series> curve : curves.entrySet()) {
      int from = seen.from(curve.getKey(), curve.getValue());
      if (from < curve.getValue().size()) {
        json.writeFieldName(curve.getKey());
        curve.getValue().write(json, from);
      }
    }
    json.writeEndObject();
    json.writeEndObject();
    seen.changes = changes;
  }

  /** What one page knows of the run. */
  static final class Seen {
    private final Map<String, int[]> known = new LinkedHashMap<>();
    private long changes;

    boolean isBehind(Run run) {
      return changes != run.changes();
    }

    /** The first bucket that is new or has changed. */
    private int from(String curve, Series series) {
      int[] before = known.put(curve, new int[] {series.joins(), series.size()});
      return before == null || before[0] != series.joins() ? 0 : Math.max(0, before[1] - 1);
    }
  }
}
