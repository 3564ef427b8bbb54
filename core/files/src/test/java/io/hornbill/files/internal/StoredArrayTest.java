package io.hornbill.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.hdf5.Hdf5File;
import io.hornbill.files.internal.npy.Npy;
import io.hornbill.files.testing.Fixtures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StoredArrayTest {

  private static Hdf5File open(String name) {
    return Hdf5File.open(ByteSource.of(Fixtures.resource("files/internal/hdf5/" + name), name));
  }

  /** h5py wrote 0, 1, 2 … as [7, 11, 5] in chunks of [3, 4, 5]. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "gzip", "shuffle", "fletcher", "growing", "growing2", "single"})
  void readsRowsAcrossChunks(String name) {
    try (Hdf5File file = open("v110.h5")) {
      StoredArray stored = file.root().dataset("chunks/" + name).stored();
      assertThat(stored.shape()).containsExactly(7, 11, 5);
      for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
        INDArray target = Nd4j.zeros(type, 4, 11, 5);
        stored.read(2, target, 1, 3);
        double[] numbers = target.data().asDouble();
        for (int i = 0; i < numbers.length; i++) {
          assertThat(numbers[i]).isEqualTo(i < 55 ? 0 : 2 * 55 + i - 55);
        }
        stored.read(6, target, 0, 1);
        stored.read(0, target, 1, 1);
        assertThat(target.getDouble(0, 10, 4)).isEqualTo(384);
        assertThat(target.getDouble(1, 0, 1)).isEqualTo(1);
      }
    }
  }

  @Test
  void chunksThatWereNeverWrittenAreZero() {
    try (Hdf5File file = open("v114.h5")) {
      INDArray target = Nd4j.ones(DataType.FLOAT, 10);
      StoredArray stored = file.root().dataset("chunks/partly").stored();
      stored.read(30, target, 0, 10);
      assertThat(target.data().asFloat()).containsExactly(0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
      stored.read(0, target, 0, 10);
      assertThat(target.sumNumber().doubleValue()).isZero();
    }
  }

  private static StoredArray npy(String header, double... content) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + text.length + 8 * content.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) text.length).put(text);
    for (double value : content) {
      bytes.putDouble(value);
    }
    return Npy.stored(ByteSource.of(bytes.array(), "a.npy"));
  }

  @Test
  void readsRowsOfNumpyArrays() {
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2)}";
    StoredArray stored = npy(header, 1, 2, 3, 4, 5, 6);
    INDArray target = Nd4j.zeros(DataType.FLOAT, 1, 2);
    stored.read(2, target, 0, 1);
    assertThat(target.data().asFloat()).containsExactly(5, 6);
    String row = "{'descr': '<f8', 'fortran_order': True, 'shape': (3,)}";
    assertThat(npy(row, 1, 2, 3).shape()).as("one axis has but one order").containsExactly(3);
  }

  @Test
  void saysWhatCannotBeReadByRows() {
    assertThatThrownBy(() -> npy("{'descr': '<f8', 'fortran_order': True, 'shape': (1, 2)}", 1, 2))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "Npy: an array that is read by rows must hold numbers, row after row. Received: columns in a.npy. Save numpy.ascontiguousarray(array).");
    assertThatThrownBy(() -> npy("{'descr': '<U2', 'fortran_order': False, 'shape': (1,)}", 1))
        .hasMessageContaining("Received: something else in a.npy.");
    assertThatThrownBy(() -> npy("{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}", 1))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("what a file refers to must lie within the file");
    assertThatThrownBy(() -> npy("{'descr': '<f8', 'fortran_order': False, 'shape': ()}", 1))
        .hasMessage(
            "StoredArray: an array that is read by rows must have some. Received: shape [] of a.npy. Choose another one.");
    StoredArray stored = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", 1, 2);
    for (INDArray target : new INDArray[] {Nd4j.zeros(1), Nd4j.zeros(DataType.INT32, 9)}) {
      assertThatThrownBy(() -> stored.read(1, target, 0, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Received: 2 rows from 1 of [2], for row 0 of an array");
    }
  }
}
