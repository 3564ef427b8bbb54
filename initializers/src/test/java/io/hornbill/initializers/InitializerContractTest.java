package io.hornbill.initializers;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.base.RandomStream;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What holds for every initializer of the registry. */
class InitializerContractTest {
  static Stream<String> names() {
    return Initializers.names().stream();
  }

  static Stream<String> randomNames() {
    return names().filter(name -> Initializers.get(name) instanceof RandomInitializer<?>);
  }

  @ParameterizedTest
  @MethodSource("names")
  void makesContiguousArraysOfShapeAndType(String name) {
    for (DataType dataType : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      INDArray array = make(name, dataType, 1);

      assertThat(array.shape()).isEqualTo(shape(name));
      assertThat(array.dataType()).isEqualTo(dataType);
      assertThat(array.ordering()).isEqualTo('c');
      assertThat(array.isView()).isFalse();
      assertThat(array.isNaN().any() || array.isInfinite().any()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void makesTheSameFromTheSameSeed(String name) {
    assertThat(make(name, DataType.FLOAT, 7)).isEqualTo(make(name, DataType.FLOAT, 7));
  }

  @ParameterizedTest
  @MethodSource("names")
  void makesArraysOfItsOwn(String name) {
    INDArray first = make(name, DataType.FLOAT, 7);
    first.addi(1);

    assertThat(Initializers.get(name).returnsNewArrays()).isTrue();
    assertThat(make(name, DataType.FLOAT, 7)).isNotEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("randomNames")
  void makesOtherValuesFromAnotherSeed(String name) {
    assertThat(make(name, DataType.FLOAT, 7)).isNotEqualTo(make(name, DataType.FLOAT, 8));
  }

  @ParameterizedTest
  @MethodSource("randomNames")
  void goesOnDrawingFromTheSameStream(String name) {
    Initializer initializer = Initializers.get(name);
    RandomStream random = RandomStream.of(1);

    assertThat(initializer.initialize(shape(name), DataType.FLOAT, random))
        .isNotEqualTo(initializer.initialize(shape(name), DataType.FLOAT, random));
  }

  @ParameterizedTest
  @MethodSource("randomNames")
  void aSeedOfItsOwnMakesTheSameValuesEachTime(String name) {
    var initializer = ((RandomInitializer<?>) Initializers.get(name)).seed(5);
    INDArray first = initializer.initialize(shape(name), DataType.FLOAT, RandomStream.of(1));

    assertThat(initializer.initialize(shape(name), DataType.FLOAT, RandomStream.of(2)))
        .isEqualTo(first);
    assertThat(initializer.seed(6).initialize(shape(name), DataType.FLOAT, RandomStream.of(1)))
        .isNotEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("names")
  void isMadeAgainFromItsConfiguration(String name) {
    Initializer initializer = Initializers.get(name);
    Initializer again = Initializers.get(initializer.name(), initializer.config());

    assertThat(again.initialize(shape(name), DataType.FLOAT, RandomStream.of(3)))
        .isEqualTo(make(name, DataType.FLOAT, 3));
  }

  private static INDArray make(String name, DataType dataType, long seed) {
    return Initializers.get(name).initialize(shape(name), dataType, RandomStream.of(seed));
  }

  private static long[] shape(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("stft")
        ? new long[] {6, 2, 5}
        : new long[] {8, 8};
  }
}
