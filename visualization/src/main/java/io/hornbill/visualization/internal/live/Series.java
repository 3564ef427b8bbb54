package io.hornbill.visualization.internal.live;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;

/**
 * A curve of any length in little memory: points in buckets, each with its last place, mean, least
 * and greatest value. When there are too many, neighbours are joined and buckets hold twice as
 * much. Not for several threads.
 */
final class Series {
  private static final int MOST = 1000;

  private final double[] x = new double[MOST];
  private final double[] sum = new double[MOST];
  private final double[] low = new double[MOST];
  private final double[] high = new double[MOST];
  private final int[] finite = new int[MOST];
  private int size;
  private long perBucket = 1;
  private long inLast;
  private int joins;
  private double last = Double.NaN;

  /** Adds a point to the right of all others. */
  void add(double at, double value) {
    if (size > 0 && inLast < perBucket) {
      inLast++;
    } else {
      if (size == MOST) {
        join();
      }
      open();
    }
    int bucket = size - 1;
    x[bucket] = at;
    last = value;
    if (Double.isFinite(value)) {
      boolean first = finite[bucket] == 0;
      low[bucket] = first ? value : Math.min(low[bucket], value);
      high[bucket] = first ? value : Math.max(high[bucket], value);
      sum[bucket] = first ? value : sum[bucket] + value;
      finite[bucket]++;
    }
  }

  private void open() {
    finite[size] = 0;
    size++;
    inLast = 1;
  }

  private void join() {
    for (int i = 0; i < MOST / 2; i++) {
      int a = 2 * i;
      int b = a + 1;
      x[i] = x[b];
      low[i] = finite[a] == 0 ? low[b] : finite[b] == 0 ? low[a] : Math.min(low[a], low[b]);
      high[i] = finite[a] == 0 ? high[b] : finite[b] == 0 ? high[a] : Math.max(high[a], high[b]);
      sum[i] = (finite[a] == 0 ? 0 : sum[a]) + (finite[b] == 0 ? 0 : sum[b]);
      finite[i] = finite[a] + finite[b];
    }
    size = MOST / 2;
    perBucket *= 2;
    joins++;
  }

  /** The value that was added last; NaN before the first. */
  double last() {
    return last;
  }

  int size() {
    return size;
  }

  /** How often buckets were joined: then whoever knows the curve has to read it anew. */
  int joins() {
    return joins;
  }

  double[] means() {
    double[] means = new double[size];
    for (int i = 0; i < size; i++) {
      means[i] = finite[i] == 0 ? Double.NaN : sum[i] / finite[i];
    }
    return means;
  }

  double[] places() {
    return Arrays.copyOf(x, size);
  }

  /** Writes the buckets from one on; a range only where buckets hold several points. */
  void write(JsonGenerator json, int from) throws IOException {
    json.writeStartObject();
    json.writeNumberField("from", from);
    column(json, "x", x, from);
    column(json, "y", means(), from);
    if (perBucket > 1) {
      column(json, "low", low, from);
      column(json, "high", high, from);
    }
    json.writeEndObject();
  }

  private void column(JsonGenerator json, String name, double[] values, int from)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = from; i < size; i++) {
      if (finite[i] == 0 && !name.equals("x")) {
        json.writeNull();
      } else {
        Json.number(json, values[i]);
      }
    }
    json.writeEndArray();
  }
}
