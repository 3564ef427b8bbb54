package io.hornbill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class JavaArraysTest {
  private static final int EXACT = 1 << 24;

  @Test
  void allKindsOfRowsBecomeFloats() {
    List<Object> kinds =
        List.of(
            new float[][] {{1, 0}, {0, 1}},
            new double[][] {{1, 0}, {0, 1}},
            new int[][] {{1, 0}, {0, 1}},
            new long[][] {{1, 0}, {0, 1}},
            new boolean[][] {{true, false}, {false, true}},
            new Integer[][] {{1, 0}, {0, 1}},
            List.of(List.of(1, 0), List.of(0.0, 1L)),
            List.of(new float[] {1, 0}, new int[] {0, 1}));

    assertThat(kinds)
        .allSatisfy(
            rows ->
                assertThat(JavaArrays.toArray(rows))
                    .isEqualTo(Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}})));
    INDArray array = Nd4j.createFromArray(1, 2);
    assertThat(JavaArrays.toArray(array)).isSameAs(array);
    assertThat(JavaArrays.toArray(new int[2][3][4]).shape()).containsExactly(2, 3, 4);
    assertThat(JavaArrays.toArray(new float[0][]).shape()).containsExactly(0);
  }

  @Test
  void wholeNumbersThatFloatsDoNotHaveBecomeDoubles() {
    List<Object> large =
        List.of(
            new int[] {0, EXACT + 1},
            new int[] {0, -EXACT - 1},
            new long[] {0, EXACT + 1},
            new Integer[] {0, EXACT + 1},
            List.of(0, EXACT + 1L));
    List<Object> small =
        List.of(
            new int[] {EXACT, -EXACT},
            new long[] {EXACT, -EXACT},
            new Long[] {(long) EXACT, 0L},
            new double[] {1e9, 0},
            List.of(EXACT, 1e9));

    assertThat(large)
        .allSatisfy(
            row -> {
              INDArray array = JavaArrays.toArray(row);
              assertThat(array.dataType()).isEqualTo(DataType.DOUBLE);
              assertThat(Math.abs(array.getDouble(1))).isEqualTo(EXACT + 1);
            });
    assertThat(small)
        .allSatisfy(
            row -> assertThat(JavaArrays.toArray(row).dataType()).isEqualTo(DataType.FLOAT));
    assertThat(JavaArrays.toArray(List.of(List.of(EXACT + 1, 0.5), List.of(true, 3L))))
        .isEqualTo(Nd4j.createFromArray(new double[][] {{EXACT + 1, 0.5}, {1, 3}}));
  }

  @Test
  void rowsHaveOneLengthAndHoldNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaArrays.toArray(new float[][] {{1, 2}, {3}}))
        .withMessage(
            "JavaArrays: all rows must have the same length, as the first one [2, 2]. Received: a row of 1. Pad the shorter ones.");
    for (Object wrong : Arrays.asList("one", Arrays.asList(1, null), List.of(List.of(1), 2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JavaArrays.toArray(wrong))
          .withMessageStartingWith("JavaArrays: the data must be arrays or lists of numbers.");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaArrays.toArray(List.of("one")))
        .withMessageContaining("Received: String. Pass float[][],");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaArrays.toArray(Arrays.asList(1, null)))
        .withMessageContaining("Received: null. Pass float[][],");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaArrays.toArray(Arrays.asList(List.of(1), null)))
        .withMessageContaining("Received: null. Pass float[][],");
  }

  @Test
  void arraysOfAnyTypeOrderAndStartBecomeRows() {
    float[][] rows = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    INDArray array = Nd4j.createFromArray(rows);

    assertThat(JavaArrays.toRows(array)).isDeepEqualTo(rows);
    assertThat(JavaArrays.toRows(array.castTo(DataType.DOUBLE))).isDeepEqualTo(rows);
    assertThat(JavaArrays.toRows(array.dup('f'))).isDeepEqualTo(rows);
    assertThat(JavaArrays.toRows(array.get(NDArrayIndex.interval(1, 3))))
        .isDeepEqualTo(new float[][] {rows[1], rows[2]});
    assertThat(JavaArrays.toRows(array.reshape(1, 3, 3)))
        .isDeepEqualTo(new float[][] {{1, 2, 3, 4, 5, 6, 7, 8, 9}});
  }
}
