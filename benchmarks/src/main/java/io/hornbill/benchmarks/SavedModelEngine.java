package io.hornbill.benchmarks;

import io.hornbill.Model;
import io.hornbill.benchmarks.harness.PredictionProcess;
import io.hornbill.benchmarks.harness.SavedNetwork;
import io.hornbill.graph.Shape;
import java.nio.file.Path;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Hornbill with a saved model: {@code predict} of batches of images. */
public final class SavedModelEngine implements SavedNetwork {
  private final Model model;

  private SavedModelEngine(String file) {
    model = Model.load(Path.of(file));
  }

  /**
   * Serves the coordinator, or predicts once if there is a second argument: {@code once}.
   *
   * @param args the model's file
   * @throws Exception if the file cannot be read
   */
  public static void main(String[] args) throws Exception {
    PredictionProcess.serve(SavedModelEngine::new, args);
  }

  @Override
  public String describe() {
    return HornbillEngine.description();
  }

  @Override
  public Runnable caller(int images) {
    Shape shape = model.inputs().get(0).shape().with(0, images);
    float[] values = new float[Math.toIntExact(shape.size())];
    Random random = new Random(0);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    INDArray x = Nd4j.createFromArray(values).reshape(shape.dims());
    return () -> model.predict(x).close();
  }
}
