package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Assignment;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.Gradients;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.HostFunction;
import io.hornbill.graph.internal.ops.RandomUniform;
import io.hornbill.graph.internal.ops.Relu;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Training with results that are computed a second time for the gradients. */
class RecomputationTest {
  private static final Predicate<Node> ALL = node -> true;

  /** Programs that learn something, built layer by layer. */
  private static final class Network {
    final Variable step = new Variable("step", Nd4j.scalar(0.0));
    final List<Variable> weights = new ArrayList<>();
    final List<Assignment> updates = new ArrayList<>();
    final Tensor x;

    Network(long... dims) {
      x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(dims)));
    }

    Tensor weight(long... dims) {
      weights.add(
          new Variable("w", uniform(weights.size() + 1, -0.3, 0.3, dims).castTo(DataType.FLOAT)));
      return weights.get(weights.size() - 1).tensor();
    }

    Tensor dense(Tensor from, long units) {
      return Ops.matmul(from, weight(from.dim(-1), units)).plus(weight(units));
    }

    Tensor normalized(Tensor from) {
      List<Tensor> all = Ops.batchNormalize(from, weight(from.dim(-1)), weight(from.dim(-1)), 1e-3);
      Variable mean = new Variable("mean", Nd4j.zeros(DataType.FLOAT, from.dim(-1)));
      updates.add(new Assignment(mean, mean.tensor().times(0.9).plus(all.get(1).times(0.1))));
      return all.get(0);
    }

    Tensor dropout(Tensor from) {
      Tensor draw = Ops.randomUniform(weights.size(), step.tensor(), from.spec());
      return Ops.where(
          Ops.less(draw, Ops.constant(0.2, DataType.FLOAT)), Ops.zerosLike(from), from);
    }

    /** A program that lowers the mean square of a result. */
    Program lowering(Tensor result) {
      Tensor loss = Ops.mean(Ops.square(result));
      List<Tensor> reads = weights.stream().map(Variable::tensor).toList();
      List<Tensor> gradients = Gradients.of(loss, reads);
      for (int i = 0; i < weights.size(); i++) {
        updates.add(
            new Assignment(weights.get(i), reads.get(i).minus(gradients.get(i).times(0.05))));
      }
      updates.add(new Assignment(step, step.tensor().plus(1)));
      return new Program(List.of(x), List.of(loss), updates);
    }
  }

  private static PlanOptions recomputing(@Nullable Predicate<Node> nodes) {
    return PlanOptions.DEFAULT.recomputing(nodes);
  }

  /** Twelve dense layers with normalization, relu and dropout. */
  private static Program dense() {
    Network network = new Network(128, 64);
    Tensor y = network.x;
    for (int i = 0; i < 12; i++) {
      y = network.dropout(Ops.relu(network.normalized(network.dense(y, 64))));
    }
    return network.lowering(y);
  }

  /** Blocks of convolutions with a way around them, poolings between. */
  private static Program images() {
    Network network = new Network(4, 16, 16, 8);
    Window window = new Window(List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 1L));
    Tensor y = network.x;
    for (int i = 0; i < 6; i++) {
      Tensor inner = Ops.conv(y, network.weight(3, 3, 8, 8), window, 1).plus(network.weight(8));
      inner = Ops.relu(network.normalized(inner));
      inner = Ops.conv(inner, network.weight(3, 3, 8, 8), window, 1);
      y = Ops.relu(network.normalized(inner).plus(y));
    }
    return network.lowering(y);
  }

  /** Dense layers that all read something which is computed from the data at the beginning. */
  private static Program masked() {
    Network network = new Network(128, 64);
    Tensor mask = Ops.exp(Ops.square(network.x).times(-1));
    Tensor y = network.x;
    for (int i = 0; i < 12; i++) {
      y = Ops.tanh(network.dense(y, 64)).times(mask);
    }
    return network.lowering(y.minus(mask));
  }

  /** Three recurrent layers. */
  private static Program sequences() {
    Network network = new Network(8, 12, 16);
    Tensor y = network.x;
    Tensor start = Ops.fill(0, new Spec(DataType.FLOAT, Shape.of(8, 16)));
    for (int i = 0; i < 3; i++) {
      Tensor kernel = network.weight(16, 64);
      Tensor recurrent = network.weight(16, 64);
      y = Ops.lstm(y, start, start, kernel, recurrent, network.weight(64)).get(0);
    }
    return network.lowering(y);
  }

  /** What is trained after three steps, by its place; the loss comes first. */
  private static Map<Integer, INDArray> trained(Program program, @Nullable Predicate<Node> nodes) {
    Map<Integer, INDArray> values = new LinkedHashMap<>();
    try (Plan plan = Plan.compile(program, recomputing(nodes))) {
      plan.input(0).assign(uniform(7, -1, 1, plan.input(0).shape()));
      for (int step = 0; step < 3; step++) {
        plan.run();
      }
      values.put(0, plan.output(0).dup());
      program.updates().forEach(u -> values.put(values.size(), u.variable().value().dup()));
    }
    return values;
  }

  private static long bytes(Program program, @Nullable Predicate<Node> nodes) {
    try (Plan plan = Plan.compile(program, recomputing(nodes))) {
      return plan.bytes();
    }
  }

  private static void assertSame(Map<Integer, INDArray> some, Map<Integer, INDArray> others) {
    assertThat(some).hasSameSizeAs(others);
    some.forEach(
        (place, value) ->
            assertThat(others.get(place).castTo(DataType.DOUBLE).data().asDouble())
                .as("update %s", place)
                .isEqualTo(value.castTo(DataType.DOUBLE).data().asDouble()));
  }

  @Test
  void learnsTheSameOfLessMemory() {
    assertSame(trained(dense(), null), trained(dense(), ALL));
    assertThat(bytes(dense(), ALL)).isLessThan(bytes(dense(), null) / 2);
    assertSame(trained(images(), null), trained(images(), ALL));
    assertThat(bytes(images(), ALL)).isLessThan(bytes(images(), null) / 2);
    assertSame(trained(masked(), null), trained(masked(), ALL));
    assertThat(bytes(masked(), ALL)).isLessThan(bytes(masked(), null) / 2);
    assertSame(trained(sequences(), null), trained(sequences(), ALL));
    // Without kernels for recurrent layers there is nothing large in them to compute again.
    double most = Engine.name().equals("onednn") ? 1 : 1.1;
    assertThat((double) bytes(sequences(), ALL)).isLessThan(most * bytes(sequences(), null));
  }

  private static long count(
      Program program, @Nullable Predicate<Node> nodes, Class<? extends Op> kind) {
    return Schedule.of(program, recomputing(nodes), Engine.factories()).order().stream()
        .filter(node -> kind.isInstance(node.op()))
        .count();
  }

  @Test
  void computesAgainWhatIsChosen() {
    assertThat(count(images(), ALL, Conv.class)).isBetween(13L, 24L);
    Predicate<Node> relus = node -> node.op() instanceof Relu;
    assertThat(count(images(), relus, Op.class) - count(images(), relus, Relu.class))
        .isEqualTo(count(images(), null, Op.class) - count(images(), null, Relu.class));
    assertThat(count(images(), PlanOptions.CHEAP, Conv.class)).isEqualTo(12);
    assertThat(bytes(images(), PlanOptions.CHEAP))
        .isBetween(bytes(images(), ALL) + 1, bytes(images(), null) - 1);
    assertThat(bytes(images(), node -> false)).isGreaterThan(bytes(images(), PlanOptions.CHEAP));
  }

  @Test
  void whatHasRoomIsNotComputedAgain() {
    Network small = new Network(2, 16);
    Program program = small.lowering(small.dense(small.dense(small.x, 16), 16));
    int nodes = Schedule.of(program, recomputing(null), Engine.factories()).order().size();
    assertThat(Schedule.of(program, recomputing(ALL), Engine.factories()).order()).hasSize(nodes);
  }

  @Test
  void drawsTheSameRandomNumbers() {
    long once = count(dense(), null, RandomUniform.class);
    assertThat(once).isEqualTo(12);
    assertThat(count(dense(), ALL, RandomUniform.class)).isGreaterThan(once);
  }

  /** It may count its calls, or read a clock. */
  @Test
  void codeOfUsersRunsOnce() {
    AtomicInteger calls = new AtomicInteger();
    Network network = new Network(64, 32);
    Tensor y = network.x;
    for (int i = 0; i < 4; i++) {
      HostFunction function =
          new HostFunction(
              "count",
              (in, out) -> {
                calls.incrementAndGet();
                System.arraycopy(in[0], 0, out[0], 0, out[0].length);
              },
              List.of(y.spec()));
      y = network.dense(y, 32).times(Node.apply(function, y));
    }
    try (Plan plan = Plan.compile(network.lowering(y), recomputing(ALL))) {
      plan.run();
    }
    assertThat(calls).hasValue(4);
  }

  /** A step without a loss to report has nothing to come back from. */
  @Test
  void programsWithoutOutputsAreLeftAsTheyAre() {
    Network network = new Network(64, 32);
    Program whole = network.lowering(network.dense(network.x, 32));
    Program updates = new Program(whole.inputs(), List.of(), whole.updates());
    assertThat(bytes(updates, ALL)).isEqualTo(bytes(updates, null));
  }
}
