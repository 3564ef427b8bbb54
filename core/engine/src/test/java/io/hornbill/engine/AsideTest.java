package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Gradients;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trainings whose updates run aside, beside the same on one core. */
class AsideTest {
  private static final int LAYERS = 12;
  private static final int WIDTH = 64;

  /** Dense layers that learn by momentum, and where they are after some steps. */
  private static final class Training {
    final List<Variable> variables = new ArrayList<>();
    final Program program;
    final Tensor loss;

    Training() {
      Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(16, WIDTH)));
      List<Variable> kernels = new ArrayList<>();
      List<Assignment> updates = new ArrayList<>();
      Tensor y = x;
      for (int layer = 0; layer < LAYERS; layer++) {
        Variable kernel = variable(layer);
        kernels.add(kernel);
        y = Ops.tanh(Ops.matmul(y, kernel.tensor()));
      }
      loss = Ops.mean(Ops.square(y), 0, 1);
      List<Tensor> gradients = Gradients.of(loss, kernels.stream().map(Variable::tensor).toList());
      for (int layer = 0; layer < LAYERS; layer++) {
        Variable slot =
            new Variable("m", uniform(1, -0.1, 0.1, WIDTH, WIDTH).castTo(DataType.FLOAT));
        variables.add(slot);
        Tensor moment = slot.tensor().times(0.9).plus(gradients.get(layer).times(0.1));
        updates.add(new Assignment(slot, moment));
        Tensor kernel = kernels.get(layer).tensor();
        Tensor root = Ops.sqrt(Ops.square(moment).plus(1e-4));
        updates.add(
            new Assignment(kernels.get(layer), kernel.minus(moment.times(root).times(0.3))));
      }
      variables.addAll(kernels);
      program = new Program(List.of(x), List.of(loss), updates);
    }

    private static Variable variable(int layer) {
      return new Variable("w", uniform(20 + layer, -0.3, 0.3, WIDTH, WIDTH).castTo(DataType.FLOAT));
    }

    List<INDArray> after(int steps, PlanOptions options) {
      try (Plan plan = Plan.compile(program, options)) {
        for (int step = 0; step < steps; step++) {
          plan.input(0).assign(uniform(step, -1, 1, 16, WIDTH));
          plan.run();
        }
        List<INDArray> state = new ArrayList<>(List.of(plan.output(0).dup()));
        variables.forEach(v -> state.add(v.value().dup()));
        return state;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void numbersAreThoseOfOneCore(boolean arena) {
    PlanOptions options = arena ? PlanOptions.DEFAULT.with(new Arena()) : PlanOptions.DEFAULT;
    List<INDArray> expected = new Training().after(60, PlanOptions.DEFAULT.alone(true));
    for (int time = 0; time < 5; time++) {
      assertThat(new Training().after(60, options)).isEqualTo(expected);
    }
  }

  @Test
  void updatesOfLargeVariablesRunAside() {
    Training training = new Training();
    Schedule schedule = Schedule.of(training.program, PlanOptions.DEFAULT, Engine.factories());

    assertThat(Aside.of(schedule, new Fusion(schedule, Engine.factories())))
        .hasSize(2 * LAYERS)
        .allMatch(node -> schedule.values().contains(node.output(0)));
  }

  @Test
  void whatTheProgramItselfReadsDoesNot() {
    Training training = new Training();
    List<Tensor> outputs = new ArrayList<>(List.of(training.loss));
    training.program.updates().stream().limit(2).forEach(u -> outputs.add(u.value()));
    Program program = new Program(training.program.inputs(), outputs, training.program.updates());
    Schedule schedule = Schedule.of(program, PlanOptions.DEFAULT, Engine.factories());

    assertThat(Aside.of(schedule, new Fusion(schedule, Engine.factories())))
        .hasSize(2 * LAYERS - 2);
  }

  @Test
  void smallOnesDoNot() {
    Variable small = new Variable("s", uniform(1, 0, 1, 64).castTo(DataType.FLOAT));
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(64)));
    Program program =
        new Program(List.of(x), List.of(), List.of(new Assignment(small, small.tensor().plus(x))));
    Schedule schedule = Schedule.of(program, PlanOptions.DEFAULT, Engine.factories());

    assertThat(Aside.of(schedule, new Fusion(schedule, Engine.factories()))).isEmpty();
  }
}
