package io.hornbill.benchmarks.onnx;

import ai.onnxruntime.OnnxTensor;
import io.hornbill.benchmarks.harness.PredictionProcess;
import io.hornbill.benchmarks.harness.SavedNetwork;
import java.util.Arrays;
import java.util.Random;

/** A network of images in ONNX Runtime. */
public final class OnnxNetwork implements SavedNetwork {
  private final OnnxSession session;

  private OnnxNetwork(String file) {
    session = new OnnxSession(file);
  }

  /**
   * Serves the coordinator, or predicts once if there is a second argument: {@code once}.
   *
   * @param args the network's file
   * @throws Exception if the file cannot be read
   */
  public static void main(String[] args) throws Exception {
    PredictionProcess.serve(OnnxNetwork::new, args);
  }

  @Override
  public String describe() {
    return session.describe();
  }

  @Override
  public Runnable caller(int images) {
    long[] shape = session.shape(images);
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    Random random = new Random(0);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    OnnxTensor x = session.tensor(values, shape);
    return () -> session.run(x);
  }
}
