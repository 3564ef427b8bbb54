package io.hornbill.training;

import io.hornbill.callbacks.Logs;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.training.parallel.Collective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Metrics over all processes: their totals are summed up, and the results follow from the sums. */
final class MetricSums {
  private MetricSums() {}

  static void addTo(Logs logs, MetricState metrics, Collective collective) {
    for (Variable total : metrics.totals()) {
      double[] values = VariableBytes.doubles(total.value());
      collective.allReduce("total " + total.name(), values);
      VariableBytes.put(total.value(), values);
      total.touch();
    }
    Map<String, Tensor> results = metrics.results();
    if (results.isEmpty()) {
      return;
    }
    List<Tensor> outputs = List.copyOf(results.values());
    try (Plan plan =
        Plan.compile(new Program(List.of(), outputs, List.of()), new PlanOptions(false))) {
      plan.run();
      List<String> names = new ArrayList<>(results.keySet());
      for (int i = 0; i < names.size(); i++) {
        add(logs, names.get(i), plan.output(i));
      }
    }
  }

  private static void add(Logs logs, String name, INDArray value) {
    if (value.rank() == 0) {
      logs.put(name, value.getDouble(0));
    } else {
      for (int j = 0; j < value.length(); j++) {
        logs.put(name + "_" + j, value.getDouble(j));
      }
    }
  }
}
