package io.hornbill.files.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.npy.Pickle;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pickles and archives that are small and well formed, and would take hours or all memory. */
class HostilePicklesTest {
  private static final double MOST_SECONDS = 5;

  private interface Reading {
    void run() throws Exception;
  }

  private static String read(Reading reading) throws Exception {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    String outcome = "read";
    try {
      reading.run();
    } catch (ModelFormatException e) {
      outcome = e.getMessage();
    }
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    assertThat((after - before) / 1e9).as(outcome).isLessThan(MOST_SECONDS);
    return outcome;
  }

  private static void torch(byte[] pickle) throws IOException {
    ByteSource source = ByteSource.of(HostileHeapTest.zip("a/data.pkl", pickle), "a.pt");
    try (TorchFile file = TorchFile.open(source)) {
      file.names().forEach(file::toFloats);
    }
  }

  /** Each is said to be another array, of which the memory held a hundred thousand others. */
  @Test
  void arraysOfAListAreFinishedOneByOne() throws Exception {
    String type = "cnumpy\ndtype\n(U\2i1tR(K\1U\1|NNNJ\377\377\377\377J\377\377\377\377K\0tbq\0000";
    String array = "cnumpy.core.multiarray\n_reconstruct\n)R\224(K\1(K\1th\0I00\nU\1xtb";
    byte[] pickle =
        new PickleCode()
            .add("\200\4")
            .add(type)
            .times(300_000, "N\2240")
            .add("](")
            .times(60_000, array)
            .add("e")
            .end();
    assertThat(read(() -> assertThat((List<?>) Pickle.read(pickle, "p")).hasSize(60_000)))
        .isEqualTo("read");
  }

  @Test
  void aLargeTextIsNotCopiedForEachOfManyCalls() throws Exception {
    PickleCode code =
        new PickleCode().add("\200\4").large('X').add("\205q\0000c_codecs\nencode\nq\0010");
    byte[] pickle = code.times(200_000, "h\1h\0R0").add("N").end();
    assertThat(read(() -> Pickle.read(pickle, "p")))
        .contains("Pickle: its objects must be in proportion to it. Received: ");
  }

  @Test
  void aLongTupleIsNotLookedThroughForEachOfManyCalls() throws Exception {
    PickleCode code =
        new PickleCode()
            .add("\200\4(")
            .times(1_000_000, "K\1")
            .add("tq\0000ctorch._utils\n_rebuild_parameter\nq\0010");
    byte[] pickle = code.times(500_000, "h\1h\0R0").add("N").end();
    assertThat(read(() -> torch(pickle))).contains("Pickle: ");
  }

  /** A list of two of the list before, forty times: 2^40 places, and as many letters of a name. */
  @Test
  void sharedListsAreNotUnfolded() throws Exception {
    PickleCode lists = new PickleCode().add("\200\2]q\0");
    for (int i = 0; i < 40; i++) {
      lists.times(1, "0](h\0h\0eq\0");
    }
    byte[] pickle = lists.end();
    assertThat(read(() -> torch(pickle))).contains("TorchFile: the file must hold at most");

    PickleCode keys =
        new PickleCode()
            .add("\200\2\212\12l\374\234F\371 j\250P\31.\200\2M\351\3.\200\2}.\200\2}.");
    byte[] legacy =
        keys.add("\200\2](")
            .times(1, new String(pickle, 2, pickle.length - 3, StandardCharsets.ISO_8859_1))
            .add("e.")
            .end();
    assertThat(read(() -> TorchFile.open(ByteSource.of(legacy, "a.pth")).close()))
        .contains("each storage must be used, and be there");
  }

  @Test
  void longNamesAreNotMultiplied() throws Exception {
    PickleCode code = new PickleCode().add("\200\2}q\0");
    code.large('X').add("q\1N");
    code.add("s0"); // { long: None }
    for (int i = 0; i < 12; i++) {
      code.add("](h\0h\0h\0h\0eq\0000");
    }
    byte[] pickle = code.add("h\0").end();
    assertThat(read(() -> torch(pickle))).contains("with names of at most 67108864 characters");
  }

  @Test
  void oneNumberIsNoTensorOfBillions() throws Exception {
    String storage = "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0000X\3\0\0\0cpuK\20tQ";
    String tensor =
        "ctorch._utils\n_rebuild_tensor_v2\n(" + storage + "K\0(J\0\0\0\177ttK\0\205I00\n}tR";
    byte[] pickle =
        new PickleCode().add("\200\2}X\1\0\0\0w").add(tensor.replace("tt", "t")).add("s").end();
    assertThat(read(() -> torch(pickle)))
        .contains("a tensor must have at most as many elements as its storage, or 16777216");
  }
}
