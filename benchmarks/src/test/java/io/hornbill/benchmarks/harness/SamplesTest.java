package io.hornbill.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {

  @Test
  void everyProcessDrawsTheSame() {
    List<Samples> here = Samples.of(Workload.MLP);
    List<Samples> there = Samples.of(Workload.MLP);
    assertThat(here).hasSize(Workload.MLP.batches());
    assertThat(here.get(3).x()).hasSize(128 * 784).isEqualTo(there.get(3).x());
    assertThat(here.get(3).labels()).hasSize(128).isEqualTo(there.get(3).labels());
    assertThat(here.get(3).x()).isNotEqualTo(here.get(4).x());
  }

  @Test
  void channelsFirstTurnsEachRow() {
    // Two rows, two places, three channels.
    Samples samples =
        new Samples(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, new int[] {0, 1});
    assertThat(samples.channelsFirst(3)).containsExactly(1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12);
  }

  @Test
  void filesHoldAllBatches(@TempDir Path folder) throws IOException {
    Samples.write(Workload.LSTM, folder);
    List<Samples> drawn = Samples.of(Workload.LSTM);
    FloatBuffer x = read(folder.resolve("lstm.x")).asFloatBuffer();
    IntBuffer y = read(folder.resolve("lstm.y")).asIntBuffer();
    assertThat(x.remaining()).isEqualTo(32 * 32 * 80 * 128);
    assertThat(x.get(32 * 80 * 128 + 5)).isEqualTo(drawn.get(1).x()[5]);
    assertThat(y.remaining()).isEqualTo(32 * 32);
    assertThat(y.get(32 + 7)).isEqualTo(drawn.get(1).labels()[7]);
  }

  private static ByteBuffer read(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void oneHotMarksTheLabel() {
    float[] rows = new Samples(new float[2], new int[] {2, 0}).oneHot();
    assertThat(rows).hasSize(2 * Workload.CLASSES);
    assertThat(rows[2]).isEqualTo(1);
    assertThat(rows[Workload.CLASSES]).isEqualTo(1);
    assertThat(rows[0]).isZero();
  }
}
