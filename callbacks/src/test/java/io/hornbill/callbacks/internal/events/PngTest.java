package io.hornbill.callbacks.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class PngTest {
  /** The last chunk is the same in all files; the first one is 13 bytes with their checksum. */
  @Test
  void chunksHaveTheirChecksums() {
    byte[] file = Png.encode(new byte[] {1, 2, 3, 4}, 2, 2, 1);
    CRC32 header = new CRC32();
    header.update(file, 12, 4 + 13);

    assertThat(ByteBuffer.wrap(file, 29, 4).getInt()).isEqualTo((int) header.getValue());
    assertThat(HexFormat.of().formatHex(file, file.length - 12, file.length))
        .isEqualTo("0000000049454e44ae426082");
  }

  @Test
  void eventsHaveTheTimeOfTheirWriting() {
    double before = System.currentTimeMillis() / 1e3;
    double now = EventFile.wallTime();
    double after = System.currentTimeMillis() / 1e3;

    assertThat(now).isBetween(before - 0.002, after + 0.002);
  }
}
