package io.hornbill.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.engine.Arena;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.GlobalAveragePooling2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What results that are computed a second time save, and that nothing else changes. */
class RematTest {
  private static final int ROWS = 4;
  private static final int SIDE = 16;

  private static final BatchShapes SHAPES =
      new BatchShapes(
          List.of(Shape.of(ROWS, SIDE, SIDE, 3)),
          List.of(Shape.of(ROWS, 2)),
          Arrays.asList((Shape) null));

  /** Five convolutions, {@code conv_0} to {@code conv_4}; the middle one is a model of its own. */
  private static Sequential network() {
    Hornbill.seed(3);
    Sequential model = new Sequential(new Input(SIDE, SIDE, 3));
    for (int i = 0; i < 5; i++) {
      Conv2D conv = new Conv2D(8, 3).padding("same").name("conv_" + i);
      model.add(i == 2 ? new Sequential(conv).name("inner") : conv);
      model.add(new BatchNormalization().name("norm_" + i));
      model.add(new Activation("relu").name("relu_" + i));
      model.add(new Dropout(0.2).name("drop_" + i));
    }
    model.add(new GlobalAveragePooling2D());
    model.add(new Dense(2).name("head"));
    return model;
  }

  private static void compile(Sequential model, Remat remat) {
    model.compile(c -> c.optimizer("adam").loss("mse").remat(remat));
  }

  private static INDArray numbers(long... shape) {
    return Nd4j.arange(1, 1 + Shape.of(shape).size()).castTo(DataType.FLOAT).reshape(shape);
  }

  /** What a step of training needs of memory. */
  private static long bytes(Remat remat) {
    try (Sequential model = network()) {
      compile(model, remat);
      return freed(build(model));
    }
  }

  /** All weights and moving statistics after some steps. */
  private static List<double[]> learned(Remat remat) {
    INDArray x = numbers(2 * ROWS, SIDE, SIDE, 3).div(6000);
    INDArray y = numbers(2 * ROWS, 2).div(16);
    try (Sequential model = network()) {
      compile(model, remat);
      model.fit(x, y, f -> f.batchSize(ROWS).epochs(2).shuffle(false).verbose(0));
      List<double[]> values = new ArrayList<>();
      model
          .weights()
          .forEach(w -> values.add(w.value().castTo(DataType.DOUBLE).ravel().toDoubleVector()));
      return values;
    }
  }

  @Test
  void weightsAndMovingStatisticsStayTheSame() {
    List<double[]> once = learned(Remat.none());
    for (Remat remat : List.of(Remat.full(), Remat.activations())) {
      List<double[]> again = learned(remat);
      assertThat(again).hasSameSizeAs(once);
      for (int i = 0; i < once.size(); i++) {
        assertThat(again.get(i)).as("weight %s", i).isEqualTo(once.get(i));
      }
    }
  }

  @Test
  void eachChoiceSavesMemoryOfItsOwn() {
    long none = bytes(Remat.none());
    long full = bytes(Remat.full());
    long activations = bytes(Remat.activations());
    assertThat(full).isLessThan(activations);
    assertThat(activations).isLessThan(none);
    assertThat(full).isLessThan(none * 6 / 10);
  }

  @Test
  void largeResultsAreThoseOfMoreNumbersForEachRow() {
    long all = SIDE * SIDE * 8;
    long full = bytes(Remat.full());
    assertThat(bytes(Remat.largerThan(all - 1))).isEqualTo(full);
    assertThat(bytes(Remat.largerThan(all))).isGreaterThan(full);
  }

  @Test
  void layersAreFoundByNameWithWhatIsInside() {
    long relus = bytes(Remat.layers("norm_1", "relu_1", "norm_2", "relu_2", "drop_1", "drop_2"));
    long more =
        bytes(Remat.layers("norm_1", "relu_1", "inner", "norm_2", "relu_2", "drop_1", "drop_2"));
    long inside =
        bytes(Remat.layers("norm_1", "relu_1", "conv_2", "norm_2", "relu_2", "drop_1", "drop_2"));
    assertThat(more).isEqualTo(inside).isNotEqualTo(relus);
    assertThat(relus).isLessThan(bytes(Remat.layers("head")));
  }

  @Test
  void layersThatAreNotThereAreRefused() {
    try (Sequential model = new Sequential(new Input(2), new Dense(1).name("head")).name("m")) {
      assertThatThrownBy(() -> compile(model, Remat.layers("head", "tail")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "Model \"m\": Remat.layers must name layers of the model. Received: \"tail\". Choose among [")
          .hasMessageEndingWith(", head].");
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> Remat.largerThan(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Remat: elements must be at least 0. Received: -1. Give the number from which on results are computed again, such as 1024.");
    assertThatThrownBy(Remat::layers)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Remat: layers must name at least one layer. Received: none. Name some, or use Remat.full() for all.");
  }

  @Test
  void halvesOfStepsSaveToo() {
    assertThat(ofHalf(Remat.full())).isLessThan(ofHalf(Remat.none()) * 6 / 10);
  }

  private static long ofHalf(Remat remat) {
    try (Sequential model = network()) {
      compile(model, remat);
      return freed(builder(model).buildGradients(SHAPES, new MetricState()).step());
    }
  }

  @Test
  void stepsOfTheUsersOwnSaveToo() {
    assertThat(ofOwn(Remat.full())).isLessThan(ofOwn(Remat.none()) * 6 / 10);
  }

  private static long ofOwn(Remat remat) {
    try (Sequential model = network()) {
      model.compile(c -> c.optimizer("adam").remat(remat).step(s -> lower(s, model)));
      return freed(build(model));
    }
  }

  private static void lower(StepDraft step, Sequential model) {
    Tensor x = step.input();
    Tensor y = step.input();
    step.minimize("loss", Ops.mean(Ops.square(step.call(model, x).minus(y))), model);
  }

  private static StepBuilder builder(TrainableModel model) {
    return model.trainer().builder();
  }

  private static Step build(Sequential model) {
    return builder(model).build(true, SHAPES, new MetricState(), o -> o.with(new Arena()));
  }

  private static long freed(Step step) {
    long bytes = step.allBytes() - step.bytes(); // those of results
    step.close();
    return bytes;
  }
}
