package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FloatsTest {
  private static void add(Floats floats) {
    floats.add(1);
    floats.addAll(new float[] {2, 3});
    floats.addZeros(2);
    floats.set(4, 5);
    floats.addFloats(UnsafeArrayData.fromPrimitiveArray(new float[] {6}));
    floats.addDoubles(UnsafeArrayData.fromPrimitiveArray(new double[] {7, 8}));
  }

  @Test
  void numbersAreWrittenIntoTheArray() {
    INDArray array = Nd4j.create(DataType.FLOAT, 2, 4);
    Floats floats = new Floats(array);
    add(floats);
    floats.copyTo(array);
    assertThat(array.data().asFloat()).containsExactly(1, 2, 3, 0, 5, 6, 7, 8);
    assertThat(floats.toArray()).containsExactly(1, 2, 3, 0, 5, 6, 7, 8);
  }

  @Test
  void whatTheArrayHasNoRoomForLeavesWhatLiesBehindIt() {
    INDArray both = Nd4j.create(DataType.FLOAT, 2, 4);
    INDArray first = both.getRow(0);
    Floats floats = new Floats(first);
    add(floats);
    assertThat(floats.toArray()).containsExactly(1, 2, 3, 0, 5, 6, 7, 8);
    assertThat(both.getRow(1).sumNumber().doubleValue()).isZero();
    floats.clear();
    floats.add(9);
    assertThat(first.getFloat(0)).isEqualTo(9);
  }

  @Test
  void theHeapGrows() {
    Floats floats = new Floats(0);
    for (int i = 0; i < 100; i++) {
      floats.add(i);
    }
    INDArray array = Nd4j.create(DataType.FLOAT, 100);
    floats.copyTo(array);
    assertThat(array.getFloat(99)).isEqualTo(99);
    assertThat(floats.count()).isEqualTo(100);
  }
}
