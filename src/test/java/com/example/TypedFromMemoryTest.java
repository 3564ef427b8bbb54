package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.datasets.Sequences;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.ELU;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.Lambda;
import io.hornbill.layers.Layer;
import io.hornbill.layers.LeakyReLU;
import io.hornbill.layers.Masking;
import io.hornbill.layers.Normalization;
import io.hornbill.layers.preprocessing.Discretization;
import io.hornbill.layers.preprocessing.IntegerLookup;
import io.hornbill.layers.preprocessing.StringLookup;
import io.hornbill.losses.Huber;
import io.hornbill.optimizers.SGD;
import io.hornbill.training.OwnStep;
import io.hornbill.visualization.Plots;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What comes into the fingers of who knows Keras by heart. */
class TypedFromMemoryTest {
  @TempDir private Path folder;

  private final INDArray x = Nd4j.linspace(-1, 1, 24).castTo(Nd4j.dataType()).reshape(8, 3);
  private final INDArray y = Nd4j.zeros(8, 1);

  private static final class Linear extends Layer {
    private Variable w;

    @Override
    protected void build(Shape input) {
      w = addWeight("w", Shape.of(input.last(), 2), "ones");
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return Ops.matmul(x, w);
    }
  }

  private static final class Noise extends Layer {
    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return x.times(0).plus(context.randomUniform(x)).plus(context.randomNormal(x).times(0));
    }
  }

  @Test
  void layersAreListedAndWeightsMultiplied() {
    var model = new Sequential(List.of(new Input(3), new Linear()));

    INDArray p = model.predict(Nd4j.createFromArray(new float[][] {{1, 2, 4}}));

    assertThat(p.toFloatVector()).containsExactly(7, 7);
    assertThat(new Sequential(new Input(3), new Noise()).predict(x).maxNumber().doubleValue())
        .isPositive();
  }

  private static Model twoOutputs() {
    Tensor in = Input.of(3);
    return new Model(
        in, List.of(new Dense(1).name("a").apply(in), new Dense(1).name("b").apply(in)));
  }

  @Test
  void lossesAreMapsAndLists() {
    Model byName = twoOutputs();
    byName.setWeights(twoOutputs().getWeights().stream().map(w -> w.add(0.5)).toList());
    Model byPlace = twoOutputs();
    byPlace.setWeights(byName.getWeights());

    byName.compile(c -> c.optimizer("sgd").loss(Map.of("a", "mse", "b", new Huber().delta(0.5))));
    byPlace.compile(c -> c.optimizer("sgd").loss(List.of("mse", new Huber().delta(0.5))));

    double loss = byName.evaluate(List.of(x), List.of(y, y)).get("loss");
    assertThat(byPlace.evaluate(List.of(x), List.of(y, y)).get("loss")).isEqualTo(loss);
    byPlace.compile(c -> c.optimizer("sgd").loss(Arrays.asList(null, "mse")));
    Map<String, Object> onlyB = new HashMap<>();
    onlyB.put("a", null);
    onlyB.put("b", "mse");
    byName.compile(c -> c.optimizer("sgd").loss(onlyB));
    assertThat(byName.evaluate(List.of(x), List.of(y)).get("loss"))
        .isEqualTo(byPlace.evaluate(List.of(x), List.of(y)).get("loss"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> byName.compile(c -> c.loss(List.of(3))))
        .withMessage(
            "compile: a loss must be a name or a Loss. Received: Integer. Losses.names() has the"
                + " names.");
  }

  @Test
  void modelsOfListsHaveNamedOutputs() {
    Tensor a = Input.of("a", 3);
    Tensor b = Input.of("b", 3);
    var named = new Model(List.of(a, b), Map.of("sum", a.plus(b), "difference", a.minus(b)));
    var listed = new Model(Map.of("first", a, "second", b), List.of(a.plus(b), a.minus(b)));

    assertThat(named.predictNamed(List.of(x, x)).get("sum")).isEqualTo(x.mul(2));
    assertThat(listed.predict(Map.of("first", x, "second", x)).get(1)).isEqualTo(x.mul(0));
  }

  @Test
  void sourcesAreValidationData() {
    var model = new Sequential(new Input(3), new Dense(1));
    model.compile("sgd", "mse");

    var history =
        model.fit(x, y, f -> f.verbose(0).validationData(BatchSource.of(List.of(new Batch(x, y)))));

    assertThat(history.history()).containsKey("val_loss");
  }

  @Test
  void stepsCallModelsOfSeveralOutputs() {
    Model model = twoOutputs();
    try (OwnStep step =
        new OwnStep(
            s -> {
              Tensor in = s.input();
              List<Tensor> out = s.callAll(model, in);
              List<Tensor> before = s.predictAll(model, in);
              s.report("same", Ops.mean(out.get(1).minus(before.get(1))));
              s.minimize("loss", Ops.mean(Ops.square(out.get(0))), new SGD(0.1), model);
            })) {
      assertThat(step.run(x).get("same")).isZero();
      assertThat(step.run(new float[][] {{1, 2, 3}}).get("same")).isZero();
    }
  }

  @Test
  void settingsHaveSettersOfTheirNames() {
    INDArray given = Nd4j.createFromArray(new float[][] {{-2, 1}});
    Layer slope = new LeakyReLU().negativeSlope(0.25);
    Layer alpha = new ELU().alpha(2);

    assertThat(new Sequential(new Input(2), slope).predict(given).toFloatVector())
        .containsExactly(-0.5f, 1);
    assertThat(new Sequential(new Input(2), alpha).predict(given).getDouble(0))
        .isEqualTo(2 * Math.expm1(-2), Offset.offset(1e-6));
    INDArray steps = Nd4j.createFromArray(new float[][][] {{{3}, {9}}});
    assertThat(
            new Sequential(new Input(2, 1), new Masking().maskValue(9), new Flatten())
                .predict(steps)
                .toFloatVector())
        .containsExactly(3, 0);
  }

  @Test
  void weightsAreLoadedByNameFromAFileNamedByAString() {
    var first = new Sequential(new Input(3), new Dense(2).name("same"), new Dense(1));
    var second = new Sequential(new Input(3), new Dense(2).name("same"), new Dense(4).name("new"));
    String file = folder.resolve("some.weights.h5").toString();
    first.saveWeights(file);

    second.loadWeights(file, o -> o.byName(true).skipMismatch(true));

    assertThat(second.getLayer("same").getWeights()).isEqualTo(first.getLayer("same").getWeights());
  }

  @Test
  void layersLearnFromArraysOfJava() {
    var normalization = new Normalization();
    normalization.adapt(new double[][] {{1, 10}, {3, 30}});
    var bins = new Discretization().numBins(2);
    bins.adapt(new float[] {1, 2, 3, 4});
    var ids = new IntegerLookup();
    ids.adapt(new int[] {7, 7, 5});

    assertThat(
            new Sequential(new Input(2), normalization)
                .predict(Nd4j.createFromArray(new float[][] {{3, 10}}))
                .toFloatVector())
        .containsExactly(1, -1);
    assertThat(bins.boundaries()).hasSize(1);
    assertThat(ids.getVocabulary()).endsWith("7", "5");
  }

  @Test
  void gradientsOfATensorAreThoseOfItsSum() {
    Tensor in = Input.of(2);
    var model =
        new Model(in, new Lambda(t -> Ops.gradients(Ops.square(t), List.of(t)).get(0)).apply(in));

    INDArray given = Nd4j.createFromArray(new float[][] {{3, -1}, {0.5f, 2}});
    assertThat(model.predict(given)).isEqualTo(given.mul(2));
  }

  @Test
  void lookupsAreCalledOnWhatJavaHas() {
    var ids = new IntegerLookup().vocabulary(10, 20).outputMode("multi_hot");
    var words = new StringLookup();
    words.adapt("b", "a", "b");
    var overall = new Normalization().axis((int[]) null);
    overall.adapt(new float[] {1, 3});

    float[][] expected = {{0, 1, 1}, {1, 0, 1}};
    assertThat(ids.apply(new int[][] {{10, 20}, {20, 99}}).toFloatMatrix()).isDeepEqualTo(expected);
    assertThat(new IntegerLookup().vocabulary(10, 20).apply(20, 5, 10).toFloatVector())
        .containsExactly(2, 0, 1);
    assertThat(words.apply("a", "b", "c").toFloatVector()).containsExactly(2, 1, 0);
    assertThat(overall.apply(Nd4j.createFromArray(1f, 3f)).toFloatVector()).containsExactly(-1, 1);
  }

  @Test
  void namesAreSpelledAsInKeras() {
    var rows = List.of(new int[] {1}, new int[] {2, 3, 4});

    float[][] behind = {{1, 0}, {3, 4}};
    assertThat(Sequences.pad(rows, 2, o -> o.padding("post")).toFloatMatrix())
        .isDeepEqualTo(behind);
    assertThat(Sequences.pad(rows, o -> o.maxlen(2).padding("post")).toFloatMatrix())
        .isDeepEqualTo(behind);
    assertThat(Plots.svg(new Sequential(new Input(2), new Dense(1)), o -> o.rankdir("LR")))
        .startsWith("<svg");
  }

  @Test
  void tensorsAreDividedAsArraysAre() {
    Tensor in = Input.of(2);

    assertThat(new Model(in, in.div(4).div(in.times(2))).predict(Nd4j.ones(1, 2)).toFloatVector())
        .containsExactly(0.125f, 0.125f);
  }
}
