package io.hornbill.visualization.internal.live;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hornbill.callbacks.TrainedLayer;
import io.hornbill.visualization.internal.charts.Histograms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a weight is distributed.
 *
 * @param name its path
 * @param low where the first range begins
 * @param high where the last range ends
 * @param counts how many values are in each range
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WeightBins(String name, double low, double high, double[] counts) {
  private static final int BINS = 40;
  private static final int MOST_WEIGHTS = 200;
  private static final int MOST_VALUES = 20_000;

  /** Looks at a sample of each weight, so that a large model does not wait for it. */
  public static List<WeightBins> of(List<TrainedLayer> layers) {
    List<WeightBins> result = new ArrayList<>();
    for (TrainedLayer layer : layers) {
      layer
          .weights()
          .forEach(
              (name, values) -> {
                if (result.size() < MOST_WEIGHTS) {
                  result.add(of(name, sample(values)));
                }
              });
    }
    return result;
  }

  private static WeightBins of(String name, double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    Histograms.Bins bins = Histograms.bins(finite, BINS);
    return new WeightBins(Run.shortened(name), bins.edges()[0], bins.edges()[BINS], bins.counts());
  }

  private static double[] sample(INDArray values) {
    long every = Math.max(1, values.length() / MOST_VALUES);
    double[] sample = new double[(int) (values.length() / every)];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = values.getDouble(i * every);
    }
    return sample;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeFieldName("low");
    Json.number(json, low);
    json.writeFieldName("high");
    Json.number(json, high);
    json.writeFieldName("counts");
    json.writeArray(counts, 0, counts.length);
    json.writeEndObject();
  }
}
