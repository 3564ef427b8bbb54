package io.hornbill;

import static io.hornbill.graph.Ops.exp;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.softplus;
import static io.hornbill.graph.Ops.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.callbacks.Logs;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Gradients;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Layer;
import io.hornbill.layers.TimeDistributed;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.SGD;
import io.hornbill.training.OwnStep;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Training steps of one's own, data in Java's types, and models within models. */
class OwnStepTest {
  private static INDArray line(int rows, int columns) {
    return Nd4j.linspace(DataType.FLOAT, -1, 2.0 / (rows * columns), rows * columns)
        .reshape(rows, columns);
  }

  private static Sequential network(int in, int out) {
    return new Sequential(new Input(in), new Dense(8).activation("tanh"), new Dense(out));
  }

  @Test
  void oneStepOfOneLossIsThatOfFit() {
    Sequential a = new Sequential(new Input(3), new Dense(2));
    Sequential b = new Sequential(new Input(3), new Dense(2));
    b.setWeights(a.getWeights());
    a.compile(new SGD(0.1), "mse");
    Logs expected = a.trainOnBatch(line(4, 3), line(4, 2));
    Optimizer sgd = new SGD(0.1);
    try (OwnStep step =
        new OwnStep(
            s -> {
              Tensor x = s.input();
              Tensor y = s.input();
              s.minimize("loss", mean(square(s.call(b, x).minus(y))), sgd, b);
            })) {
      Logs logs = step.run(line(4, 3), line(4, 2));
      assertThat(logs.get("loss")).isCloseTo(expected.get("loss"), within(1e-6));
    }
    assertThat(b.getWeights().get(0).sub(a.getWeights().get(0)).amaxNumber().doubleValue())
        .isLessThan(1e-6);
  }

  @Test
  void aGanTrainsTwoNetworksByTwoOptimizersInOneStep() {
    Hornbill.seed(1);
    Sequential generator = network(2, 1);
    Sequential critic = network(1, 1);
    Optimizer forGenerator = new Adam(0.01);
    Optimizer forCritic = new Adam(0.01);
    List<INDArray> before = critic.getWeights();
    double start = generator.predict(line(16, 2)).meanNumber().doubleValue();
    try (OwnStep step =
        new OwnStep(
            s -> {
              Tensor real = s.input();
              Tensor fake = s.call(generator, s.input());
              Tensor onFake = s.call(critic, fake);
              Tensor onReal = s.call(critic, real);
              Tensor d = mean(softplus(onFake)).plus(mean(softplus(onReal.negated())));
              s.minimize("d_loss", d, forCritic, critic);
              s.minimize("g_loss", mean(softplus(onFake.negated())), forGenerator, generator);
            })) {
      Logs last = new Logs();
      for (int i = 0; i < 80; i++) {
        last = step.run(line(16, 1).add(3), line(16, 2));
      }
      assertThat(last).containsKeys("d_loss", "g_loss");
    }
    double made = generator.predict(line(16, 2)).meanNumber().doubleValue();
    assertThat(Math.abs(made - 3)).isLessThan(Math.abs(start - 3));
    assertThat(critic.getWeights().get(0)).isNotEqualTo(before.get(0));
  }

  @Test
  void aVariationalAutoencoderLowersReconstructionAndDivergence() {
    Sequential encoder = network(4, 4);
    Sequential decoder = network(2, 4);
    Optimizer adam = new Adam(0.02);
    try (OwnStep step =
        new OwnStep(
            s -> {
              Tensor x = s.input();
              Tensor code = s.call(encoder, x);
              Tensor center = io.hornbill.graph.Ops.slice(code, 1, 0, 2);
              Tensor spread = io.hornbill.graph.Ops.slice(code, 1, 2, 4);
              Tensor z = center.plus(exp(spread.times(0.5)).times(s.randomNormal(center)));
              Tensor rebuilt = mean(square(s.call(decoder, z).minus(x)));
              Tensor kl = mean(square(center).plus(exp(spread)).minus(spread).minus(1)).times(0.01);
              s.report("kl", kl);
              s.minimize("loss", rebuilt.plus(kl), adam, encoder, decoder);
            })) {
      double first = step.run(line(8, 4)).get("loss");
      double last = first;
      for (int i = 0; i < 200; i++) {
        last = step.run(line(8, 4)).get("loss");
      }
      assertThat(last).isLessThan(first / 2);
    }
  }

  @Test
  void distillationLeavesTheTeacherAsItIs() {
    Sequential teacher = network(3, 2);
    Sequential student = new Sequential(new Input(3), new Dense(2));
    List<INDArray> before = teacher.getWeights();
    Optimizer sgd = new SGD(0.1);
    try (OwnStep step =
        new OwnStep(
            s -> {
              Tensor x = s.input();
              Tensor wanted = s.predict(teacher, x);
              s.minimize("loss", mean(square(s.call(student, x).minus(wanted))), sgd, student);
            })) {
      double first = step.run(line(8, 3)).get("loss");
      double last = first;
      for (int i = 0; i < 50; i++) {
        last = step.run(line(8, 3)).get("loss");
      }
      assertThat(last).isLessThan(first);
    }
    assertThat(teacher.getWeights()).isEqualTo(before);
  }

  @Test
  void gradientsAreGivenByName() {
    Sequential model = new Sequential(new Input(3), new Dense(2).name("d"));
    model.compile(new SGD(0.1), "mse");
    INDArray before = model.getWeights().get(0);
    Map<String, INDArray> gradients = model.gradients(line(4, 3), line(4, 2));
    model.trainOnBatch(line(4, 3), line(4, 2));
    INDArray change = before.sub(model.getWeights().get(0)).div(0.1);

    assertThat(gradients).hasSize(2);
    INDArray kernel = gradients.values().iterator().next();
    assertThat(kernel.sub(change).amaxNumber().doubleValue()).isLessThan(1e-5);
  }

  @Test
  void gradientsOfSymbolicCallsAreRefused() {
    Sequential model = new Sequential(new Input(3), new Dense(2));
    Tensor loss = mean(square(model.apply(Input.of(3))));

    assertThatThrownBy(() -> Gradients.of(loss, List.of(model.trainableWeights().get(0).tensor())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a symbolic call of");
  }

  @Test
  void dataMayBeOfJavasOwnTypes() {
    Sequential model = new Sequential(new Input(2), new Dense(1));
    model.compile("sgd", "mse", List.of("mae"));
    model.fit(new double[][] {{1, 2}, {3, 4}}, new int[] {1, 2}, f -> f.verbose(0));
    model.fit(List.of(1, 2, 3), r -> new float[] {r, -r}, r -> r * 2, f -> f.verbose(0).epochs(2));
    float[][] y = model.predict(new float[][] {{1, 2}, {3, 4}});

    assertThat(y).hasDimensions(2, 1);
    assertThat(y[0][0])
        .isEqualTo(model.predict(Nd4j.createFromArray(new float[][] {{1, 2}})).getFloat(0));
    assertThat(model.evaluate(List.of(new float[] {1, 2}), new float[] {3}))
        .containsKeys("loss", "mae");
    assertThatThrownBy(() -> model.predict(new float[][] {{1, 2}, {3}}))
        .hasMessageContaining("all rows must have the same length");
    assertThatThrownBy(() -> model.evaluate(new float[][] {{1, 2}}, new int[] {1}).get("acc"))
        .hasMessageContaining("Received: \"acc\". Choose among [loss, mae]");
  }

  /** A layer that holds a model which does not know its input yet. */
  private static final class Holder extends Layer {
    private final Sequential inner = addLayer(new Sequential(new Dense(3), new Dense(2)));

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return inner.apply(x);
    }
  }

  @Test
  void aSequentialWithoutInputMayStandAnywhere() {
    Tensor x = Input.of(4);
    Tensor steps = Input.of(6, 4);
    Sequential inner = new Sequential(new Dense(3), new Dense(2));

    assertThat(
            new Sequential(new Sequential(new Dense(3)), new Dense(1)).predict(line(5, 4)).shape())
        .containsExactly(5, 1);
    assertThat(new Model(x, inner.apply(x)).predict(line(5, 4)).shape()).containsExactly(5, 2);
    assertThat(new Model(x, new Holder().apply(x)).predict(line(5, 4)).shape())
        .containsExactly(5, 2);
    assertThat(
            new Model(steps, new TimeDistributed(new Sequential(new Dense(2))).apply(steps))
                .predict(Nd4j.ones(2, 6, 4))
                .shape())
        .containsExactly(2, 6, 2);
  }

  @Test
  void layersKnowWhatTheyWereAppliedTo() {
    Tensor x = Input.of(4);
    Model model = new Model(x, new Dense(1).apply(new Dense(3).name("features").apply(x)));
    Model features = new Model(model.input(), model.getLayer("features").output());

    assertThat(features.predict(line(5, 4)).shape()).containsExactly(5, 3);
    assertThatThrownBy(() -> new Dense(1).output()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void layersAreAppliedAsTheDraftCallsThem() {
    Sequential model = new Sequential(new Input(4), new Dropout(0.5), new Dense(1));
    try (OwnStep step =
        new OwnStep(
            s -> {
              Tensor x = s.input();
              s.report("training", mean(square(model.apply(x).minus(s.call(model, x)))));
              s.report("apart", mean(square(model.apply(x, c -> c.training(false)))));
              s.report("called", mean(square(s.predict(model, x))));
            })) {
      Logs trained = step.run(line(2, 4));
      assertThat(trained.get("training")).as("dropout draws anew").isPositive();
      assertThat(trained.get("apart")).isEqualTo(trained.get("called"));
      assertThat(step.evaluate(line(2, 4)).get("training")).isZero();
    }
  }

  @Test
  void lossesMustComeOfTheWeightsThatTheyChange() {
    Sequential model = new Sequential(new Input(4), new Dense(1));
    Sequential other = new Sequential(new Input(4), new Dense(1));
    try (OwnStep foreign =
            new OwnStep(s -> s.minimize("a", mean(s.call(model, s.input())), new SGD(), other));
        OwnStep symbolic =
            new OwnStep(s -> s.minimize("a", mean(model.output()), new SGD(), model))) {
      assertThatThrownBy(() -> foreign.run(line(2, 4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "OwnStep: a loss must depend on the weights that it changes. Received: \"a\", which"
                  + " depends on none of %s. Name the layers that were called for it, and call"
                  + " them by s.call.",
              other.weights().stream().map(Variable::path).toList());
      assertThatThrownBy(() -> symbolic.run(line(2, 4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "OwnStep: a loss must be computed of the inputs of the step. Received: \"a\" of \"")
          .hasMessageEndingWith("\" in a model. Call the model on them: s.call(model, x).");
    }
  }

  @Test
  void arraysThatAreNotThereAndStepsWithinTheirDefinitionAreRefused() {
    INDArray closed = Nd4j.ones(2, 4);
    closed.close();
    try (OwnStep step = new OwnStep(s -> s.input())) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> step.run((INDArray) null))
          .hasMessage(
              "OwnStep: input 0 must be an array. Received: null. Pass an array [rows, …].");
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> step.run(closed))
          .hasMessageContaining("OwnStep: input 0 must be an array that is open.");
    }
    OwnStep[] itself = new OwnStep[1];
    itself[0] = new OwnStep(s -> itself[0].run(Nd4j.ones(1, 4)));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> itself[0].run(Nd4j.ones(1, 4)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Received: run() within its own definition.");
  }
}
