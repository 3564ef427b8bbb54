package io.hornbill.engine.internal.runner;

import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.GraphRunner;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes graphs by plans. Found by its name in {@code META-INF/services}. */
public final class EngineRunner implements GraphRunner {
  /** Makes the runner. */
  public EngineRunner() {}

  @Override
  public Ready prepare(List<Tensor> inputs, List<Tensor> outputs, List<Assignment> updates) {
    Plan plan = Plan.compile(new Program(inputs, outputs, updates), PlanOptions.DEFAULT);
    return arrays -> run(plan, arrays);
  }

  private static List<INDArray> run(Plan plan, List<INDArray> arrays) {
    plan.take();
    try {
      for (int i = 0; i < arrays.size(); i++) {
        plan.input(i).assign(arrays.get(i));
      }
      plan.run();
      List<INDArray> results = plan.emptyOutputs();
      for (int i = 0; i < results.size(); i++) {
        results.get(i).assign(plan.output(i));
      }
      return results;
    } finally {
      plan.release();
    }
  }
}
