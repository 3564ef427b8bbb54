package io.hornbill;

import static io.hornbill.graph.Ops.exp;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.softplus;
import static io.hornbill.graph.Ops.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.callbacks.EarlyStopping;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.LearningRateScheduler;
import io.hornbill.callbacks.Logs;
import io.hornbill.callbacks.ModelCheckpoint;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.SGD;
import io.hornbill.training.OwnStep;
import io.hornbill.training.ParallelFit;
import io.hornbill.training.parallel.Collective;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Training steps of one's own that fit runs: callbacks, validation, sources, metrics. */
class OwnStepInFitTest {
  @TempDir private Path folder;

  private static INDArray line(long... shape) {
    long count = 1;
    for (long length : shape) {
      count *= length;
    }
    return Nd4j.linspace(DataType.FLOAT, -1, 2.0 / count, count).reshape(shape);
  }

  private static Sequential linear() {
    Sequential model = new Sequential(new Input(3), new Dense(2).kernelRegularizer("l2"));
    model.setWeights(List.of(line(3, 2), line(2)));
    return model;
  }

  private static void squared(Sequential model, Optimizer optimizer) {
    model.compile(
        c ->
            c.optimizer(optimizer)
                .step(
                    s -> {
                      Tensor x = s.input();
                      Tensor y = s.input();
                      Tensor guess = s.call(model, x);
                      s.metric("mae", y, guess);
                      Tensor loss = mean(square(guess.minus(y))).plus(s.addedLosses());
                      s.minimize("loss", loss, model);
                    }));
  }

  @Test
  void fitRunsAStepAsItRunsItsOwn() {
    Sequential expected = linear();
    expected.compile(new SGD(0.1), "mse", "mae");
    Sequential own = linear();
    squared(own, new SGD(0.1));
    History a =
        expected.fit(
            line(20, 3),
            line(20, 2),
            f -> f.batchSize(6).epochs(4).shuffle(false).validationSplit(0.2).verbose(0));
    History b =
        own.fit(
            line(20, 3),
            line(20, 2),
            f -> f.batchSize(6).epochs(4).shuffle(false).validationSplit(0.2).verbose(0));

    assertThat(b.history().keySet()).isEqualTo(a.history().keySet());
    a.history()
        .forEach(
            (name, values) -> {
              for (int i = 0; i < values.size(); i++) {
                assertThat(b.history().get(name).get(i))
                    .as("%s of epoch %s", name, i)
                    .isCloseTo(values.get(i), within(1e-6));
              }
            });
    assertThat(own.evaluate(line(9, 3), line(9, 2), e -> e.verbose(0)).get("loss"))
        .isCloseTo(
            expected.evaluate(line(9, 3), line(9, 2), e -> e.verbose(0)).get("loss"), within(1e-6));
    assertThat(own.trainOnBatch(line(9, 3), line(9, 2)).get("mae"))
        .isCloseTo(expected.trainOnBatch(line(9, 3), line(9, 2)).get("mae"), within(1e-6));
  }

  @Test
  void callbacksSeeTheOptimizerAndTheNumbersOfTheStep() {
    Sequential model = linear();
    squared(model, new SGD(0.1));
    Path file = folder.resolve("best.keras");
    History history =
        model.fit(
            line(20, 3),
            line(20, 2),
            f ->
                f.epochs(30)
                    .validationData(line(5, 3), line(5, 2))
                    .verbose(0)
                    .callbacks(
                        new LearningRateScheduler(epoch -> epoch < 2 ? 0.1 : 1e-9),
                        new ModelCheckpoint(file),
                        new EarlyStopping("val_loss").minDelta(1e-4).patience(2)));

    assertThat(history.history().get("loss").size()).isBetween(4, 8);
    assertThat(model.learningRate()).isCloseTo(1e-9, within(1e-12));
    assertThat(model.iterations()).isEqualTo(history.history().get("loss").size());
    assertThat(Model.load(file).predict(line(2, 3))).isEqualTo(model.predict(line(2, 3)));
  }

  @Test
  void aStepReadsASource() {
    Sequential arrays = linear();
    Sequential source = linear();
    squared(arrays, new Adam(0.01));
    squared(source, new Adam(0.01));
    arrays.fit(line(20, 3), line(20, 2), f -> f.batchSize(5).epochs(2).shuffle(false).verbose(0));
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      var rows = org.nd4j.linalg.indexing.NDArrayIndex.interval(5L * i, 5L * i + 5);
      batches.add(new Batch(line(20, 3).get(rows).dup('c'), line(20, 2).get(rows).dup('c')));
    }
    BatchSource given = BatchSource.of(batches);
    source.fit(given, f -> f.epochs(2).validation(given).verbose(0));

    INDArray difference = source.getWeights().get(0).sub(arrays.getWeights().get(0));
    assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-6);
  }

  private static Sequential network(int in) {
    Sequential model = new Sequential(new Input(in), new Dense(4).activation("tanh"), new Dense(1));
    model.setWeights(List.of(line(in, 4), line(4), line(4, 1), line(1)));
    return model;
  }

  /** Keras' GAN: a model that holds two others. */
  static final class Gan extends Model {
    final Sequential generator = network(2);
    final Sequential critic = network(1);

    @Override
    protected Tensor call(Tensor noise, CallContext context) {
      return generator.apply(noise);
    }

    void compile(Optimizer forCritic, Optimizer forGenerator) {
      compile(
          c ->
              c.step(
                  s -> {
                    Tensor real = s.input();
                    Tensor noise = s.input();
                    Tensor fake = s.call(critic, s.call(generator, noise));
                    Tensor loss =
                        mean(softplus(fake)).plus(mean(softplus(s.call(critic, real).negated())));
                    s.minimize("d_loss", loss, forCritic, critic);
                    s.then();
                    Tensor fooled = s.call(critic, s.call(generator, noise));
                    s.minimize("g_loss", mean(softplus(fooled.negated())), forGenerator, generator);
                  }));
    }
  }

  /** Expected values: src/test/python/make_gan.py of this module, Keras 3.15.1 on TensorFlow. */
  @Test
  void twoOptimizersAlternateAsInKerasTrainStep() {
    Gan gan = new Gan();
    gan.compile(new SGD(0.05), new SGD(0.1).momentum(0.9));
    History history =
        gan.fit(line(8, 1).add(3), line(8, 2), f -> f.batchSize(8).epochs(3).verbose(0));

    double[] critic = {1.111759066581726, 1.1484198570251465, 1.2188283205032349};
    double[] generator = {0.6839302778244019, 0.6420090794563293, 0.5728408694267273};
    for (int i = 0; i < 3; i++) {
      assertThat(history.history().get("d_loss").get(i)).isCloseTo(critic[i], within(1e-5));
      assertThat(history.history().get("g_loss").get(i)).isCloseTo(generator[i], within(1e-5));
    }
    float[] last = gan.critic.getWeights().get(2).dup('c').data().asFloat();
    assertThat(last)
        .containsExactly(
            new float[] {-0.9773368239f, -0.4965967238f, 0, 0.4965967238f}, within(1e-5f));
    float[] first = gan.generator.getWeights().get(0).dup('c').data().asFloat();
    assertThat(first)
        .containsExactly(
            new float[] {
              -0.8804744482f, -0.6896184087f, -0.5002224445f, -0.3093667030f,
              0.0982224494f, 0.2973091006f, 0.4998336732f, 0.7030341625f
            },
            within(1e-5f));
  }

  @Test
  void aModelOfModelsIsSavedThoughItsCallWasNeverTried() {
    Gan gan = new Gan();
    gan.compile(new Adam(0.05), new SGD(0.1));
    gan.fit(line(8, 1), line(8, 2), f -> f.verbose(0));
    Path file = folder.resolve("gan.keras");
    gan.save(file);
    Model again = Model.load(file, o -> o.register("Gan", config -> new Gan()));

    assertThat(again.getWeights()).isEqualTo(gan.getWeights());
    assertThat(again.predict(line(3, 2))).isEqualTo(gan.predict(line(3, 2)));
  }

  @Test
  void dataWithoutTargetsAreEnoughForAStep() {
    Hornbill.seed(1);
    Sequential encoder = new Sequential(new Input(4), new Dense(4));
    Sequential decoder = new Sequential(new Input(2), new Dense(4));
    Model model = new Model(encoder.input(), encoder.output());
    model.compile(
        c ->
            c.optimizer(new Adam(0.02))
                .step(
                    s -> {
                      Tensor x = s.input();
                      Tensor code = s.call(encoder, x);
                      Tensor center = io.hornbill.graph.Ops.slice(code, 1, 0, 2);
                      Tensor spread = io.hornbill.graph.Ops.slice(code, 1, 2, 4);
                      Tensor noise = s.randomNormal(center);
                      Tensor z =
                          s.training() ? center.plus(exp(spread.times(0.5)).times(noise)) : center;
                      Tensor rebuilt = mean(square(s.call(decoder, z).minus(x)));
                      Tensor kl =
                          mean(square(center).plus(exp(spread)).minus(spread).minus(1)).times(0.01);
                      s.report("kl", kl);
                      s.minimize("loss", rebuilt.plus(kl), encoder, decoder);
                    }));
    float[][] x = {{1, 2, 3, 4}, {2, 3, 4, 5}, {0, 1, 2, 3}, {-1, 0, 1, 2}};
    double before = model.evaluate(x, e -> e.verbose(0)).get("loss");
    History history = model.fit(x, f -> f.epochs(150).verbose(0));

    assertThat(history.history().keySet()).containsExactly("kl", "loss");
    assertThat(model.evaluate(x, e -> e.verbose(0)).get("loss")).isLessThan(before / 2);
    assertThat(model.evaluate(x, e -> e.verbose(0)))
        .isEqualTo(model.evaluate(x, e -> e.verbose(0)));
  }

  @Test
  void aStepAloneHasMetricsAndIsEvaluated() {
    Sequential model = new Sequential(new Input(3), new Dropout(0.5), new Dense(1));
    SGD sgd = new SGD(0.1);
    try (OwnStep step =
        new OwnStep(
            s -> {
              Tensor x = s.input();
              Tensor y = s.input();
              Tensor guess = s.call(model, x);
              s.metric("mse", y, guess);
              s.minimize("loss", mean(square(guess.minus(y))), sgd, model);
            })) {
      Logs tested = step.evaluate(line(4, 3), line(4, 1));
      assertThat(tested.get("mse")).isCloseTo(tested.get("loss"), within(1e-6));
      assertThat(step.evaluate(line(4, 3), line(4, 1))).isEqualTo(tested);
      assertThat(sgd.iterations()).isZero();
      double first = step.run(line(4, 3), line(4, 1)).get("loss");
      Logs second = step.run(line(4, 3), line(4, 1));
      assertThat(second.get("mse")).isCloseTo((first + second.get("loss")) / 2, within(1e-6));
      step.resetMetrics();
      Logs third = step.run(line(4, 3), line(4, 1));
      assertThat(third.get("mse")).isCloseTo(third.get("loss"), within(1e-6));
    }
  }

  @Test
  void stepsThatCannotBeAreRefused() {
    Sequential model = linear();
    SGD sgd = new SGD(0.1);
    assertThatThrownBy(
            () -> new OwnStep(s -> s.minimize("loss", mean(s.input()), model)).run(line(2, 2)))
        .hasMessageContaining("a loss must have an optimizer. Received: \"loss\"");
    assertThatThrownBy(() -> new OwnStep(s -> s.report("a", s.input())).run(line(2, 2)))
        .hasMessageContaining("must be a single number. Received: \"a\" of shape [2, 2]");
    assertThatThrownBy(() -> new OwnStep(s -> s.input()).run(line(2, 2)))
        .hasMessageContaining("a step must report what it comes to");
    assertThatThrownBy(
            () ->
                new OwnStep(
                        s -> {
                          Tensor loss = mean(s.call(model, s.input()));
                          s.minimize("a", loss, sgd, model);
                          s.minimize("b", loss, new SGD(), model);
                        })
                    .run(line(2, 3)))
        .hasMessageContaining("each loss must change weights of its own. Received: \"b\"");
    squared(model, sgd);
    assertThatThrownBy(
            () -> model.fit(line(4, 3), line(4, 2), f -> f.classWeight(java.util.Map.of(0, 2.0))))
        .hasMessageContaining("there must be one array per input, 2. Received: 3");
    assertThatThrownBy(model::splitStep).hasMessageContaining("compiled for a loss");
    ParallelFit parallel = new ParallelFit(model, Collective.alone(), o -> {});
    assertThatThrownBy(() -> parallel.fit(line(4, 3), line(4, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "ParallelFit needs a model that is compiled for a loss. Received: a step of your own.");
    assertThatThrownBy(() -> model.fit(line(4, 3), f -> f.verbose(0)))
        .hasMessageContaining("there must be an array for each input. Received: 1 arrays");
    assertThatThrownBy(() -> model.fit(List.of(line(4, 3), line(4, 2)), line(4, 2)))
        .hasMessageContaining("there must be one array per input, 2. Received: 3");
  }
}
