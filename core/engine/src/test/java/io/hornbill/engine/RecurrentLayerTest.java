package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.assertFloatsAgree;
import static io.hornbill.engine.testing.Evaluate.assertGradients;
import static io.hornbill.engine.testing.Evaluate.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.engine.internal.kernel.Threads;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RecurrentLayerTest {
  private enum Cell {
    LSTM(4, 1, 2),
    GRU_AFTER(3, 2, 1),
    GRU_BEFORE(3, 1, 1),
    SIMPLE_TANH(1, 1, 1),
    SIMPLE_RELU(1, 1, 1);

    final int gates;
    final int biases;
    final int states;

    Cell(int gates, int biases, int states) {
      this.gates = gates;
      this.biases = biases;
      this.states = states;
    }

    /** x, first states, kernel, recurrent kernel, biases. */
    List<Tensor> run(List<Tensor> in) {
      return switch (this) {
        case LSTM -> Ops.lstm(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), in.get(5));
        case GRU_AFTER -> Ops.gru(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), in.get(5));
        case GRU_BEFORE -> Ops.gru(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4));
        case SIMPLE_TANH ->
            Ops.simpleRnn(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), false);
        case SIMPLE_RELU ->
            Ops.simpleRnn(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), true);
      };
    }

    List<Shape> shapes(long b, long t, long f, long u) {
      List<Shape> shapes = new ArrayList<>(List.of(Shape.of(b, t, f)));
      for (int i = 0; i < states; i++) {
        shapes.add(Shape.of(b, u));
      }
      shapes.add(Shape.of(f, gates * u));
      shapes.add(Shape.of(u, gates * u));
      for (int i = 0; i < biases; i++) {
        shapes.add(Shape.of(gates * u));
      }
      return shapes;
    }

    INDArray[] arguments(long b, long t, long f, long u) {
      List<Shape> shapes = shapes(b, t, f, u);
      INDArray[] arguments = new INDArray[shapes.size()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = uniform(i + 10L * ordinal(), -0.6, 0.6, shapes.get(i).dims());
      }
      return arguments;
    }
  }

  private static Tensor everything(List<Tensor> outputs) {
    Tensor sequence = Ops.reshape(outputs.get(0), -1);
    List<Tensor> parts = new ArrayList<>(List.of(sequence));
    for (Tensor state : outputs.subList(1, outputs.size())) {
      parts.add(Ops.reshape(Ops.square(state), -1));
    }
    return Ops.concatenate(parts, 0);
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void gradientsAreDerivatives(Cell cell) {
    assertGradients(x -> everything(cell.run(x)), cell.arguments(2, 3, 3, 2));
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void floatsAgreeWithTheUnrolledFormulaInDouble(Cell cell) {
    assertFloatsAgree(x -> everything(cell.run(x)), cell.arguments(3, 7, 5, 9));
    assertFloatsAgree(x -> everything(cell.run(x)), cell.arguments(1, 1, 1, 1));
    assertFloatsAgree(x -> everything(cell.run(x)), cell.arguments(16, 6, 33, 32));
  }

  /** Large batches are computed in lanes, where there are several threads. */
  @ParameterizedTest
  @EnumSource(Cell.class)
  void floatsOfLargeBatchesAgreeWithTheUnrolledFormulaInDouble(Cell cell) {
    assertFloatsAgree(x -> everything(cell.run(x)), cell.arguments(32, 9, 33, 40));
    assertFloatsAgree(x -> everything(cell.run(x)), cell.arguments(64, 1, 20, 80));
    assertFloatsAgree(x -> everything(cell.run(x)), cell.arguments(96, 3, 5, 60));
    assertFloatsAgree(x -> everything(cell.run(x)), cell.arguments(32, 19, 7, 20));
    assertFloatsAgree(x -> everything(cell.run(x)), cell.arguments(46, 4, 9, 130));
    assertFloatsAgree(x -> Ops.square(cell.run(x).get(0)), cell.arguments(48, 6, 8, 48));
    assertFloatsAgree(x -> Ops.square(cell.run(x).get(1)), cell.arguments(48, 6, 8, 48));
    assertFloatsAgree(x -> everything(cell.run(x)), cell.arguments(33, 4, 8, 48));
  }

  /** A product of more than four million steps beside lanes uses all threads of OpenMP. */
  @Test
  void largeProductsStandBesideLanes() {
    INDArray[] lstm = Cell.LSTM.arguments(32, 4, 64, 64);
    INDArray[] arguments = Arrays.copyOf(lstm, lstm.length + 1);
    arguments[lstm.length] = uniform(7, -0.6, 0.6, 64, 512);

    assertFloatsAgree(
        x -> {
          Tensor rows = Ops.reshape(Cell.LSTM.run(x).get(0), 128, 64);
          return Ops.tanh(Ops.matmul(rows, x.get(lstm.length)));
        },
        arguments);
  }

  @Test
  void largeBatchesAreComputedInLanes() {
    assumeTrue(Engine.name().equals("onednn") && Threads.count() > 1, "needs threads");
    List<Tensor> inputs = new ArrayList<>();
    for (Shape shape : Cell.LSTM.shapes(16L * Threads.count(), 8, 32, 64)) {
      inputs.add(Ops.placeholder("x", new Spec(DataType.FLOAT, shape)));
    }
    Program program = new Program(inputs, List.of(Cell.LSTM.run(inputs).get(0)), List.of());

    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT)) {
      plan.run();

      assertThat(plan.profile())
          .anyMatch(line -> line.endsWith(" in " + Threads.count() + " lanes"));
    }
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void everyOutputMayBeTheOnlyOneThatIsUsed(Cell cell) {
    for (int i = 0; i <= cell.states; i++) {
      int only = i;
      assertFloatsAgree(x -> Ops.square(cell.run(x).get(only)), cell.arguments(3, 4, 5, 6));
    }
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void layersStack(Cell cell) {
    Function<List<Tensor>, Tensor> twice =
        x -> {
          List<Tensor> second = new ArrayList<>(x);
          second.set(0, Ops.square(cell.run(x).get(0)));
          return cell.run(second).get(1);
        };
    assertFloatsAgree(twice, cell.arguments(4, 5, 8, 8));
    assertFloatsAgree(twice, cell.arguments(32, 4, 32, 32));
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void aSequenceMayGoToLayersAndElsewhere(Cell cell) {
    Function<List<Tensor>, Tensor> shared =
        x -> {
          Tensor first = cell.run(x).get(0);
          List<Tensor> second = new ArrayList<>(x);
          second.set(0, first);
          Tensor sum = cell.run(second).get(0).plus(cell.run(second).get(0).times(first));
          return sum.plus(Ops.square(first)).plus(x.get(0));
        };
    assertFloatsAgree(shared, cell.arguments(4, 5, 8, 8));
    assertFloatsAgree(shared, cell.arguments(1, 5, 8, 8));
    assertFloatsAgree(shared, cell.arguments(4, 1, 8, 8));
    assertFloatsAgree(shared, cell.arguments(32, 4, 32, 32));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theResetGateComesBeforeOrAfterTheProduct(boolean after) {
    // One unit: x W + b = (0, 0, 0.5) by gate, h = 1, U = (0, 0, 1): z = r = 1 / 2.
    INDArray h = Nd4j.ones(DataType.DOUBLE, 1, 1);
    INDArray x = Nd4j.ones(DataType.DOUBLE, 1, 1, 1);
    INDArray kernel = Nd4j.createFromArray(0, 0, 0.5).reshape(1, 3);
    INDArray recurrent = Nd4j.createFromArray(0, 0, 1.0).reshape(1, 3);
    INDArray zero = Nd4j.zeros(DataType.DOUBLE, 3);
    INDArray inner = Nd4j.createFromArray(0, 0, 0.2);
    INDArray y =
        after
            ? Evaluate.of(v -> Cell.GRU_AFTER.run(v).get(1), x, h, kernel, recurrent, zero, inner)
            : Evaluate.of(v -> Cell.GRU_BEFORE.run(v).get(1), x, h, kernel, recurrent, zero);
    double g = Math.tanh(0.5 + (after ? 0.5 * (1 + 0.2) : 0.5));
    assertThat(y.getDouble(0)).isCloseTo(0.5 + 0.5 * g, within(1e-12));
  }

  @Test
  void weightsAreReadAnewWhenTheyChanged() {
    List<Shape> shapes = Cell.LSTM.shapes(2, 3, 4, 5);
    List<Variable> variables = new ArrayList<>();
    List<Tensor> in = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      INDArray value = uniform(i, -0.5, 0.5, shapes.get(i).dims()).castTo(DataType.FLOAT);
      variables.add(new Variable("v" + i, value));
      in.add(variables.get(i).tensor());
    }
    Tensor loss = Ops.sum(Ops.square(Cell.LSTM.run(in).get(1)));
    List<Tensor> gradients = Gradients.of(loss, in);
    List<Assignment> updates = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      Tensor value = in.get(i).minus(gradients.get(i).times(0.1));
      updates.add(new Assignment(variables.get(i), value));
    }
    try (Plan plan =
        Plan.compile(new Program(List.of(), List.of(loss), updates), PlanOptions.DEFAULT)) {
      double before = Double.POSITIVE_INFINITY;
      for (int step = 0; step < 5; step++) {
        plan.run();
        double now = plan.output(0).getDouble(0);
        assertThat(now).isLessThan(before);
        before = now;
      }
      INDArray[] values = variables.stream().map(Variable::value).toArray(INDArray[]::new);
      INDArray[] doubles = new INDArray[values.length];
      for (int i = 0; i < values.length; i++) {
        doubles[i] = values[i].castTo(DataType.DOUBLE);
      }
      plan.run();
      INDArray exact = Evaluate.of(x -> Ops.sum(Ops.square(Cell.LSTM.run(x).get(1))), doubles);
      assertThat(plan.output(0).getDouble(0)).isCloseTo(exact.getDouble(0), within(1e-5));
    }
  }

  @Test
  void shapesAreInferredForUnknownBatchAndTime() {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(-1, -1, 6)));
    Tensor h = Ops.placeholder("h", new Spec(DataType.FLOAT, Shape.of(-1, 4)));
    Tensor w = Ops.placeholder("w", new Spec(DataType.FLOAT, Shape.of(6, 16)));
    Tensor u = Ops.placeholder("u", new Spec(DataType.FLOAT, Shape.of(4, 16)));
    Tensor b = Ops.placeholder("b", new Spec(DataType.FLOAT, Shape.of(16)));
    List<Tensor> outputs = Ops.lstm(x, h, h, w, u, b);
    assertThat(outputs)
        .extracting(Tensor::shape)
        .containsExactly(Shape.of(-1, -1, 4), Shape.of(-1, 4), Shape.of(-1, 4));
    assertThatThrownBy(() -> Ops.lstm(x, h, h, u, u, b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lstm: weights must be [6, 4 * units]")
        .hasMessageContaining("[4, 16]");
    assertThatThrownBy(() -> Ops.lstm(x, b, h, w, u, b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a state must be [?, 4]");
    assertThatThrownBy(() -> Ops.lstm(h, h, h, w, u, b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[batch, time, features]");
  }
}
