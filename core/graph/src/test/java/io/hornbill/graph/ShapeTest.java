package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

class ShapeTest {
  private static final Shape IMAGES = Shape.of(Shape.UNKNOWN, 28, 14, 3);

  /** {@code "? 2"} as a shape; nothing as that of a number. */
  private static Shape shape(String lengths) {
    return lengths == null
        ? Shape.SCALAR
        : Shape.of(
            Arrays.stream(lengths.split(" "))
                .mapToLong(d -> d.equals("?") ? Shape.UNKNOWN : Long.parseLong(d))
                .toArray());
  }

  @Test
  void hasALengthPerAxis() {
    assertThat(IMAGES.rank()).isEqualTo(4);
    assertThat(IMAGES.dim(1)).isEqualTo(28);
    assertThat(IMAGES.dim(-2)).isEqualTo(14);
    assertThat(IMAGES.dim(0)).isEqualTo(Shape.UNKNOWN);
    assertThat(IMAGES.last()).isEqualTo(3);
    assertThat(IMAGES.toList()).isEqualTo(List.of(-1L, 28L, 14L, 3L));
    assertThat(IMAGES).hasToString("[?, 28, 14, 3]");
    assertThat(Shape.SCALAR).hasToString("[]");
  }

  @Test
  void staysApartFromItsArrays() {
    long[] dims = {2, 3};
    Shape shape = Shape.of(dims);

    dims[0] = 5;
    shape.dims()[1] = 5;

    assertThat(shape).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void lengthsAreNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(2, -3))
        .withMessage(
            "Shape: lengths must be at least 0, or -1 for unknown. Received: [2, -3]. Check the"
                + " sizes the shape was computed from.");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, -5})
  void axesMustExist(int axis) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IMAGES.dim(axis))
        .withMessage(
            "Shape: axis must be in [-4, 4) for shape [?, 28, 14, 3]. Received: %d. Count axes from"
                + " 0, or from the end with negative numbers.",
            axis);
  }

  @Test
  void aNumberHasNoAxis() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.SCALAR.last())
        .withMessageStartingWith("Shape: axis must be in [0, 0) for shape []. Received: -1.");
  }

  @Test
  void axesCountFromEitherEnd() {
    assertThat(IMAGES.axis(-1)).isEqualTo(3);
    assertThat(IMAGES.axis(-4)).isZero();
    assertThat(IMAGES.axis(2)).isEqualTo(2);
  }

  @Test
  void theSizeIsTheProductOfTheLengths() {
    assertThat(Shape.of(2, 3, 4).size()).isEqualTo(24);
    assertThat(Shape.of(2, 0).size()).isZero();
    assertThat(Shape.SCALAR.size()).isEqualTo(1);
    assertThat(Shape.of(70_000, 70_000).size()).isEqualTo(4_900_000_000L);
  }

  @Test
  void theSizeNeedsKnownLengths() {
    assertThat(IMAGES.isKnown()).isFalse();
    assertThat(Shape.of(2, 3).isKnown()).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(IMAGES::size)
        .withMessage(
            "Shape: size() needs known lengths. Received: [?, 28, 14, 3]. Ask again when the batch"
                + " size is known.");
  }

  @Test
  void makesOtherShapes() {
    assertThat(IMAGES.with(0, 8)).isEqualTo(Shape.of(8, 28, 14, 3));
    assertThat(IMAGES.with(-1, 1)).isEqualTo(Shape.of(-1, 28, 14, 1));
    assertThat(IMAGES.without(1, -1)).isEqualTo(Shape.of(-1, 14));
    assertThat(IMAGES.without()).isEqualTo(IMAGES);
    assertThat(IMAGES.slice(1, 3)).isEqualTo(Shape.of(28, 14));
    assertThat(IMAGES.slice(2, 2)).isEqualTo(Shape.SCALAR);
    assertThat(Shape.of(2).append(3, -1)).isEqualTo(Shape.of(2, 3, -1));
    assertThat(IMAGES).isEqualTo(Shape.of(-1, 28, 14, 3));
  }

  @Test
  void otherShapesAreCheckedToo() {
    assertThatIllegalArgumentException().isThrownBy(() -> IMAGES.with(0, -2));
    assertThatIllegalArgumentException().isThrownBy(() -> IMAGES.with(4, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> IMAGES.without(4));
    assertThatIllegalArgumentException().isThrownBy(() -> IMAGES.append(-2));
  }

  @ParameterizedTest
  @CsvSource({
    "2 3, 2 3, true",
    "2 3, 2 4, false",
    "? 3, 2 3, true",
    "2 3, 2 ?, true",
    "? 3, 2 4, false",
    "2, 2 1, false",
    ", , true"
  })
  void unknownLengthsMatchAll(String one, String other, boolean matches) {
    assertThat(shape(one).matches(shape(other))).isEqualTo(matches);
    assertThat(shape(other).matches(shape(one))).isEqualTo(matches);
  }

  /** By NumPy's rules; an unknown length gives way to a known one that is not 1. */
  @ParameterizedTest
  @CsvSource({
    "2 3, 2 3, 2 3",
    "2 3, 3, 2 3",
    "2 1, 1 3, 2 3",
    "2 3, , 2 3",
    ", , ",
    "4 1 5, 3 1, 4 3 5",
    "? 3, 3, ? 3",
    "? 3, 1 3, ? 3",
    "? 3, 2 3, 2 3",
    "?, ?, ?",
    "0, 1, 0"
  })
  void broadcastsAsNumPy(String one, String other, String common) {
    assertThat(Shape.broadcast("add", shape(one), shape(other))).isEqualTo(shape(common));
    assertThat(Shape.broadcast("add", shape(other), shape(one))).isEqualTo(shape(common));
  }

  @Test
  void othersDoNotBroadcast() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.broadcast("add", Shape.of(-1, 3), Shape.of(-1, 4)))
        .withMessage(
            "add: shapes must be equal, or 1, axis by axis from the last. Received: [?, 3] and [?,"
                + " 4]. Reshape one of them.");
  }

  @Test
  void isEqualIfItsLengthsAre() {
    assertThat(Shape.of(2, 3)).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(Shape.of(2, 3)).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(List.of(2L, 3L));
    assertThat(Shape.of()).isEqualTo(Shape.SCALAR);
    assertThat(Shape.of(2, 3)).doesNotHaveSameHashCodeAs(Shape.of(3, 2));
  }

  @Test
  void aSpecHasATypeToo() {
    Spec spec = new Spec(DataType.FLOAT, Shape.of(2));

    assertThat(spec).isEqualTo(new Spec(DataType.FLOAT, Shape.of(2)));
    assertThat(spec).isNotEqualTo(new Spec(DataType.DOUBLE, Shape.of(2)));
    assertThat(spec).isNotEqualTo(new Spec(DataType.FLOAT, Shape.of(3)));
  }
}
