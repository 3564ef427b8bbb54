package io.hornbill.benchmarks.onnx;

import ai.onnxruntime.OnnxTensor;
import io.hornbill.benchmarks.harness.Engine;
import io.hornbill.benchmarks.harness.EngineProcess;
import io.hornbill.benchmarks.harness.RowPredictor;
import io.hornbill.benchmarks.harness.Workload;
import java.util.List;

/** ONNX Runtime, asked for single rows of a network from a file. */
public final class OnnxEngine implements Engine {
  private final OnnxSession session;

  private OnnxEngine(Workload workload, String file) {
    if (workload != Workload.PREDICT_LATENCY) {
      throw new UnsupportedOperationException("ONNX Runtime predicts only");
    }
    session = new OnnxSession(file);
  }

  /**
   * Serves the coordinator.
   *
   * @param args the workload's name and the network's file
   * @throws Exception if the engine fails
   */
  public static void main(String[] args) throws Exception {
    EngineProcess.serve((workload, batches) -> new OnnxEngine(workload, args[1]), args);
  }

  @Override
  public String describe() {
    return session.describe();
  }

  @Override
  public double step(int batch) {
    throw new UnsupportedOperationException("ONNX Runtime predicts only");
  }

  /** All threads ask the one session. */
  @Override
  public RowPredictor rowPredictor(List<float[]> rows) {
    List<OnnxTensor> prepared =
        rows.stream().map(row -> session.tensor(row, session.shape(1))).toList();
    return row -> session.run(prepared.get(row))[0];
  }
}
