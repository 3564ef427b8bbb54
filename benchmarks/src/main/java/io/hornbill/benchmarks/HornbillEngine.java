package io.hornbill.benchmarks;

import io.hornbill.Hornbill;
import io.hornbill.Model;
import io.hornbill.benchmarks.harness.Engine;
import io.hornbill.benchmarks.harness.EngineProcess;
import io.hornbill.benchmarks.harness.RowPredictor;
import io.hornbill.benchmarks.harness.Samples;
import io.hornbill.benchmarks.harness.Workload;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Hornbill: {@code trainOnBatch} for steps, {@code predict} for single rows. */
public final class HornbillEngine implements Engine {

  private final List<INDArray> inputs = new ArrayList<>();
  private final List<INDArray> labels = new ArrayList<>();
  private final Model model;

  private HornbillEngine(Workload workload, List<Samples> batches) {
    Hornbill.seed(1);
    model = HornbillModels.of(workload);
    long[] rows = {workload.batchSize(), Workload.CLASSES};
    for (Samples batch : batches) {
      inputs.add(Nd4j.create(batch.x(), workload.batchShape(), 'c'));
      labels.add(Nd4j.create(batch.oneHot(), rows, 'c'));
    }
  }

  /**
   * Serves the coordinator.
   *
   * @param args the workload's name
   * @throws Exception if the engine fails
   */
  public static void main(String[] args) throws Exception {
    EngineProcess.serve(HornbillEngine::new, args);
  }

  @Override
  public String describe() {
    return description();
  }

  /** The engine within Hornbill, and its threads. */
  static String description() {
    return "Hornbill, engine "
        + System.getProperty("hornbill.engine", "onednn")
        + ", threads "
        + NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
  }

  @Override
  public double step(int batch) {
    return model.trainOnBatch(inputs.get(batch), labels.get(batch)).get("loss");
  }

  /** All threads ask the one model. */
  @Override
  public RowPredictor rowPredictor(List<float[]> rows) {
    int classes = Math.toIntExact(model.outputs().get(0).shape().last());
    return row -> {
      float[] probabilities = new float[classes];
      model.predictInto(rows.get(row), probabilities);
      return probabilities;
    };
  }
}
