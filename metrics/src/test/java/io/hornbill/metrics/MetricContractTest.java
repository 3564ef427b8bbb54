package io.hornbill.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What must hold of every registered metric; a new one is covered as soon as it has a name. */
class MetricContractTest {
  static Stream<String> names() {
    return Metrics.names().stream().filter(name -> !name.startsWith("metrics_test_"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void unequalBatchesGiveWhatOneBatchGives(String name) {
    Metric metric = Sample.metric(name);
    Sample all = Sample.of(metric);

    INDArray whole = new Epoch(metric).add(all.yTrue(), all.yPred()).result();
    INDArray parts =
        add(add(add(new Epoch(metric), all.rows(0, 4)), all.rows(4, 6)), all.rows(6, 7)).result();

    assertSame(parts, whole);
  }

  @ParameterizedTest
  @MethodSource("names")
  void weightsOfOneChangeNothing(String name) {
    Metric metric = Sample.metric(name);
    Sample all = Sample.of(metric);
    INDArray ones = Nd4j.ones(DataType.DOUBLE, all.yPred().size(0));

    INDArray weighted = new Epoch(metric).add(all.yTrue(), all.yPred(), ones).result();

    assertSame(weighted, new Epoch(metric).add(all.yTrue(), all.yPred()).result());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aRowOfWeightTwoCountsLikeTwoRows(String name) {
    Metric metric = Sample.metric(name);
    Sample all = Sample.of(metric);
    INDArray weights = Nd4j.ones(DataType.DOUBLE, all.yPred().size(0));
    weights.putScalar(2, 2);

    INDArray weighted = new Epoch(metric).add(all.yTrue(), all.yPred(), weights).result();

    assertSame(weighted, add(add(new Epoch(metric), all), all.rows(2, 3)).result());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aRowOfWeightZeroDoesNotCount(String name) {
    Metric metric = Sample.metric(name);
    Sample all = Sample.of(metric);
    INDArray weights = Nd4j.ones(DataType.DOUBLE, all.yPred().size(0));
    weights.putScalar(0, 0);

    INDArray weighted = new Epoch(metric).add(all.yTrue(), all.yPred(), weights).result();

    assertSame(weighted, add(new Epoch(metric), all.rows(1, 7)).result());
  }

  @ParameterizedTest
  @MethodSource("names")
  void totalsHaveTheSameShapesForEveryBatch(String name) {
    Metric metric = Sample.metric(name);
    Sample all = Sample.of(metric);

    Map<String, Tensor> of7 = metric.totals(tensor(all.yTrue()), tensor(all.yPred()), null);
    Sample less = all.rows(0, 3);
    Map<String, Tensor> of3 = metric.totals(tensor(less.yTrue()), tensor(less.yPred()), null);

    assertThat(of3).hasSameSizeAs(of7);
    of7.forEach((key, total) -> assertThat(of3.get(key).shape()).isEqualTo(total.shape()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void leavesItsArgumentsAlone(String name) {
    Metric metric = Sample.metric(name);
    Sample all = Sample.of(metric);

    add(new Epoch(metric), all).result();

    assertThat(all.yTrue()).isEqualTo(Sample.of(metric).yTrue());
    assertThat(all.yPred()).isEqualTo(Sample.of(metric).yPred());
  }

  @ParameterizedTest
  @MethodSource("names")
  void rejectsShapesThatDoNotFitAndSaysOne(String name) {
    Metric metric = Sample.metric(name);
    if (Set.of("Mean", "Sum").contains(metric.className())) {
      return; // They look at the predictions only.
    }
    Tensor yTrue = Ops.placeholder("x", new Spec(DataType.DOUBLE, Shape.of(4, 5)));
    Tensor yPred = Ops.placeholder("x", new Spec(DataType.DOUBLE, Shape.of(4, 3)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> metric.totals(yTrue, yPred, null))
        .withMessageMatching(
            switch (metric.className()) {
                  case "MeanMetricWrapper" -> ".*";
                  case "LogCoshError" -> "LogCosh: .*";
                  default -> metric.className() + ": .*";
                }
                + "\\[4, 5].*");
  }

  @ParameterizedTest
  @MethodSource("names")
  void isMadeAgainFromItsConfiguration(String name) {
    Metric metric = Sample.metric(name);
    if (metric.className().equals("MeanMetricWrapper")) {
      return; // A function has no configuration.
    }

    Metric again = Metrics.get(metric.className(), metric.config());

    assertThat(again).hasSameClassAs(metric);
    assertThat(again.config()).isEqualTo(metric.config());
  }

  @ParameterizedTest
  @MethodSource("names")
  void isLoggedUnderItsName(String name) {
    Metric metric = Sample.metric(name).name("mine");

    assertThat(metric.name()).isEqualTo("mine");
    assertThat(add(new Epoch(metric), Sample.of(Sample.metric(name))).results())
        .containsOnlyKeys("mine");
  }

  private static Epoch add(Epoch epoch, Sample sample) {
    return epoch.add(sample.yTrue(), sample.yPred());
  }

  private static Tensor tensor(INDArray array) {
    return Ops.placeholder("x", new Spec(array.dataType(), Shape.of(array.shape())));
  }

  private static void assertSame(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    for (long i = 0; i < expected.length(); i++) {
      assertThat(actual.getDouble(i)).isCloseTo(expected.getDouble(i), within(1e-9));
    }
  }
}
